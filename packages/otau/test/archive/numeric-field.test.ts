import { expect, test } from 'vitest';
import { parseLenientField, parseStrictField } from '../../src/archive/numeric-field.ts';
import { base256 } from '../fixtures/tar-builder.ts';

test.each([
  ['00000000012\0', 10],
  ['00000000012 ', 10],
  ['777777777777', 8 ** 12 - 1],
  ['12\0\0\0\0\0\0\0\0\0\0', 10],
])('a size may be %j (otau 2.1)', (text, value) => {
  expect(parseStrictField(Buffer.from(text))).toBe(value);
});

test.each(['', '\0\0\0\0', '    12\0', '8', '0x12', '-1', '1 2', '12\x003', '１'])('a size may not be %j', (text) => {
  expect(parseStrictField(Buffer.from(text))).toBeUndefined();
});

test('a size in base-256 starts with 0x80 and nothing else', () => {
  expect(parseStrictField(base256(0x80, 123_456_789_012n))).toBe(123_456_789_012);
  expect(parseStrictField(base256(0x80, 2n ** 60n))).toBe(Infinity);
  expect(parseStrictField(base256(0x81, 5n))).toBeUndefined();
  expect(parseStrictField(base256(0xff, 5n))).toBeUndefined();
});

test('fields that decide nothing may be empty, padded or negative', () => {
  expect(parseLenientField(Buffer.alloc(8))).toBe(0);
  expect(parseLenientField(Buffer.from('   17 \0\0'))).toBe(15);
  expect(parseLenientField(base256(0xff, 1n))).toBe(-1);
  expect(parseLenientField(base256(0x80, 7n))).toBe(7);
  expect(parseLenientField(Buffer.from('garbage\0'))).toBeUndefined();
  expect(parseLenientField(base256(0x90, 7n))).toBeUndefined();
});
