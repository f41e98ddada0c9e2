import { expect, test } from 'vitest';
import { createRate } from '../src/rates.ts';

test('tells the rate of the last minute, and of less while there was less', () => {
  let now = 0;
  const rate = createRate(() => now);
  rate.count(10);
  expect(rate.perSecond()).toBe(10);
  now = 20_000;
  expect(rate.perSecond()).toBe(0.5);
  rate.count(590);
  now = 60_000;
  expect(rate.perSecond()).toBeCloseTo(590 / 60);
  now = 600_000;
  expect(rate.perSecond()).toBe(0);
});
