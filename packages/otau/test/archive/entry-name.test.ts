import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText, foldName, normaliseName, verifyLinkTarget } from '../../src/archive/entry-name.ts';
import { ARCHIVE_LIMIT_DEFAULTS as limits } from '../../src/archive/limits.ts';
import { isOtauError } from '../../src/errors.ts';
import { join } from 'node:path';

test.each([
  ['a', false, 'a'],
  ['./a/b', false, 'a/b'],
  ['a/b/', true, 'a/b'],
  ['.', true, ''],
  ['./', true, ''],
  ['..a/b..', false, '..a/b..'],
  ['-rf', false, '-rf'],
  ['größe ', false, 'größe '],
])('%j becomes a path below the root (otau 2.3)', (name, isDirectory, path) => {
  expect(normaliseName(name, isDirectory, limits)).toBe(path);
});

test('no name whatsoever leads out of the tree (otau 2.3)', () => {
  const letter = fc.constantFrom('..', '.', '', '/', '\\', '~', 'a', '\u2026', '\n', '\0', ' ', '\u{1f600}');
  const part = fc.array(letter, { maxLength: 3 }).map((letters) => letters.join(''));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), fc.boolean(), (parts, isDirectory) => {
      try {
        const path = normaliseName(parts.join('/'), isDirectory, limits);
        expect(`${join('/root/tree', path)}/`.startsWith('/root/tree/')).toBe(true);
      } catch (error) {
        expect(isOtauError(error)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('a byte order mark is part of a name, not dropped', () => {
  expect(decodeText(Buffer.from('\ufeffa'))).toBe('\ufeffa');
});

test.each([
  ['README', 'readme'],
  ['caf\u00e9', 'cafe\u0301'],
  ['STRASSE', 'straße'],
  ['\u212a', 'k'],
])('%j and %j are one name to some file system (otau 2.3)', (one, other) => {
  expect(foldName(one)).toBe(foldName(other));
});

test('a link target may climb as text; where it leads is judged later', () => {
  expect(() => {
    verifyLinkTarget('../a//./b/', 'l', limits);
  }).not.toThrow();
});
