import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideBackoff, MAX_RETRY_AFTER_MS } from '../../src/lane/backoff.ts';

const LIMITS = { minBackoffMs: 1000, maxBackoffMs: 60_000 };

test('doubles up to the bound', () => {
  expect([1, 2, 3, 7, 1000].map((failures) => decideBackoff(failures, LIMITS, 1))).toEqual([
    1000, 2000, 4000, 60_000, 60_000,
  ]);
});

test('always stays between half the bound and the bound, whatever the failures and the jitter', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const wait = decideBackoff(failures, LIMITS, random);
      expect(wait).toBeGreaterThanOrEqual(500);
      expect(wait).toBeLessThanOrEqual(60_000);
    }),
  );
});

test('waits as long as the platform asks, within reason', () => {
  expect(decideBackoff(1, LIMITS, 1, 90_000)).toBe(90_000);
  expect(decideBackoff(7, LIMITS, 1, 10)).toBe(60_000);
  expect(decideBackoff(1, LIMITS, 1, 1e12)).toBe(MAX_RETRY_AFTER_MS);
});
