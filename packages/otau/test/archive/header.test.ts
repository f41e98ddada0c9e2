import { expect, test } from 'vitest';
import { isZeroBlock, parseHeader } from '../../src/archive/header.ts';
import * as t from '../fixtures/tar-builder.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

test('reads a ustar header, prefix included', () => {
  const parsed = parseHeader(t.header({ name: 'b', prefix: 'a', size: 9, mode: 0o755, mtime: t.octal(77, 12) }));
  expect({ ...parsed, name: text(parsed.name), link: text(parsed.link) }).toEqual({
    type: 'file',
    name: 'a/b',
    link: '',
    sizeBytes: 9,
    mode: 0o755,
    mtimeSeconds: 77,
  });
});

test('reads a GNU header, whose name may fill its field', () => {
  const name = 'n'.repeat(100);
  expect(text(parseHeader(t.header({ name, magic: t.GNU })).name)).toBe(name);
});

test.each([
  ['0', 'file'],
  ['\0', 'file'],
  ['1', 'hardlink'],
  ['2', 'symlink'],
  ['5', 'directory'],
  ['x', 'pax'],
  ['g', 'pax-global'],
  ['L', 'long-name'],
  ['K', 'long-link'],
])('type %j is a %s (otau 2.1)', (type, expected) => {
  expect(parseHeader(t.header({ type })).type).toBe(expected);
});

test('clamps the time (otau 2.4)', () => {
  expect(parseHeader(t.header({ mtime: t.base256(0xff, 1n) })).mtimeSeconds).toBe(0);
  expect(parseHeader(t.header({ mtime: t.base256(0x80, 2n ** 63n) })).mtimeSeconds).toBe(2 ** 32 - 1);
});

test('any changed byte breaks the checksum, outside of the checksum itself', () => {
  for (const offset of [0, 99, 124, 156, 257, 345, 511]) {
    const block = t.header({ name: 'x' });
    block[offset] = (block[offset] ?? 0) + 1;
    expect(() => parseHeader(block)).toThrow(expect.objectContaining({ rule: 'checksum' }));
  }
});

test('knows a block of zeros', () => {
  expect(isZeroBlock(Buffer.alloc(512))).toBe(true);
  expect(isZeroBlock(t.header({}))).toBe(false);
});
