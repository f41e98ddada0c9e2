import { expect, test } from 'vitest';
import { itemsOf, membersOf, textOf } from '../../src/rpc/value.ts';

test('what is no array has no items, what is no struct no members', () => {
  expect(itemsOf([1, 'a'])).toEqual([1, 'a']);
  expect(membersOf({ a: 1 })).toEqual({ a: 1 });
  for (const value of ['a', 1, null, true]) {
    expect(itemsOf(value)).toEqual([]);
    expect(membersOf(value)).toEqual({});
  }
  expect(itemsOf(undefined)).toEqual([]);
  expect(membersOf([1])).toEqual({});
});

test('shows a value in a message', () => {
  expect([textOf('a'), textOf(1), textOf(undefined), textOf(['a'])]).toEqual(['a', '1', '', '["a"]']);
});
