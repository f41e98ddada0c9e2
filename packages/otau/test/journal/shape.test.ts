import { expect, test } from 'vitest';
import { isDigest, isNumber, isOptional, isRecord, isText, parseJson } from '../../src/journal/shape.ts';

test('tells what was read from JSON apart', () => {
  expect([{}, [], null, 'x'].map(isRecord)).toEqual([true, false, false, false]);
  expect(['', 1].map(isText)).toEqual([true, false]);
  expect([1, Infinity, '1'].map(isNumber)).toEqual([true, false, false]);
  expect(['a'.repeat(64), 'A'.repeat(64), 'a'].map(isDigest)).toEqual([true, false, false]);
  expect([undefined, 'x', 1].map((value) => isOptional(value, isText))).toEqual([true, true, false]);
  expect(['{"a":1}', '{'].map(parseJson)).toEqual([{ a: 1 }, undefined]);
});
