import { expect, test } from 'vitest';
import { isFields } from '../../src/console/json-fields.ts';

test('only objects have fields', () => {
  expect(isFields({})).toBe(true);
  for (const value of [null, [], 'x', 1, undefined]) expect(isFields(value)).toBe(false);
});
