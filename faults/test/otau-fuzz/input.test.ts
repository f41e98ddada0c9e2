import { expect, test } from 'vitest';
import { makeInput } from '../../src/otau-fuzz/input.ts';

test('the same seed and run give the same package, others give others', () => {
  expect(makeInput(1, 5)).toEqual(makeInput(1, 5));
  const packages = Array.from({ length: 50 }, (_, run) => makeInput(1, run).bytes.toString('base64'));
  expect(new Set(packages).size).toBe(50);
  expect(makeInput(2, 5).bytes).not.toEqual(makeInput(1, 5).bytes);
});
