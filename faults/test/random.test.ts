import { expect, test } from 'vitest';

import { createRandom } from '../src/random.ts';

test('a seed repeats its numbers, another seed gives others, all of them from 0 to below 1', () => {
  const draw = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 1000 }, () => random());
  };
  expect(draw(42)).toEqual(draw(42));
  expect(draw(42)).not.toEqual(draw(43));
  expect(draw(42).every((number) => number >= 0 && number < 1)).toBe(true);
  expect(new Set(draw(42)).size).toBe(1000);
});
