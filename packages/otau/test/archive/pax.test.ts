import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePax, verifyGlobalPax } from '../../src/archive/pax.ts';
import { isOtauError } from '../../src/errors.ts';
import { paxRecord } from '../fixtures/tar-builder.ts';

test('takes path and linkpath from well-formed records, and ignores the rest', () => {
  const letter = fc.constantFrom('a', 'Z', '0', '=', '\n', ' ', '/', 'ü', '€', '\u202e', '\u{1f600}');
  const value = fc.array(letter, { minLength: 1 }).map((letters) => letters.join(''));
  fc.assert(
    fc.property(value, value, fc.uint8Array(), (path, linkpath, other) => {
      const body = Buffer.concat([
        paxRecord('SCHILY.xattr.user', other),
        paxRecord('path', path),
        paxRecord('linkpath', linkpath),
      ]);
      expect(parsePax(body)).toEqual({ name: path, link: linkpath });
    }),
  );
});

test('arbitrary bytes are refused or read, never anything else (otau 2.1)', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      try {
        parsePax(bytes);
      } catch (error) {
        expect(isOtauError(error)).toBe(true);
      }
    }),
  );
});

test('a global header may carry a comment, as git archive writes it', () => {
  expect(() => {
    verifyGlobalPax(paxRecord('comment', '0123456789abcdef'));
  }).not.toThrow();
});

test('keys that every object has are keys like others', () => {
  for (const key of ['constructor', '__proto__', 'toString']) expect(parsePax(paxRecord(key, 'x'))).toEqual({});
});
