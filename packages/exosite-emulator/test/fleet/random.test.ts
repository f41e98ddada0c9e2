import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom, spread } from '../../src/fleet/random.ts';

test('the same seed gives the same numbers, from 0 up to 1', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const [one, other] = [createRandom(seed), createRandom(seed)];
      for (let turn = 0; turn < 20; turn += 1) {
        const value = one();
        expect(value).toBe(other());
        expect(value >= 0 && value < 1).toBe(true);
      }
    }),
  );
});

test('a spread is around the value', () => {
  expect([0, 0.5, 1].map((value) => spread(100, 0.2, () => value))).toEqual([80, 100, 120]);
});
