import fc from 'fast-check';
import { expect, test } from 'vitest';

import { decideWaitMs, FIRST_RETRY_S, JITTER_SHARE } from '../src/schedule.ts';

const calm = { retryAfterMs: 0, random: 0.5 };

test('after a success the interval is waited, jittered by a tenth', () => {
  expect(decideWaitMs({ ...calm, intervalS: 14_400, failures: 0 })).toBe(14_400_000);
  expect(decideWaitMs({ ...calm, intervalS: 100, failures: 0, random: 0 })).toBe(90_000);
});

test('after failures the wait doubles up to the interval (gwe N8)', () => {
  const waits = [1, 2, 3, 20].map((failures) => decideWaitMs({ ...calm, intervalS: 60, failures }));
  expect(waits).toEqual([5000, 10_000, 20_000, 60_000]);
});

test('never waits longer than the jittered interval unless the platform asks, never less than it asks', () => {
  fc.assert(
    fc.property(
      fc.record({
        intervalS: fc.integer({ min: 1, max: 1_000_000 }),
        failures: fc.nat(10_000),
        retryAfterMs: fc.nat(10_000_000),
        random: fc.double({ min: 0, max: 0.999, noNaN: true }),
      }),
      (input) => {
        const wait = decideWaitMs(input);
        const longest = input.intervalS * 1000 * (1 + JITTER_SHARE);
        const shortest = Math.min(input.intervalS, FIRST_RETRY_S) * 1000 * (1 - JITTER_SHARE);
        expect(wait).toBeLessThanOrEqual(Math.max(longest, input.retryAfterMs) + 1);
        expect(wait).toBeGreaterThanOrEqual(Math.max(shortest, input.retryAfterMs) - 1);
      },
    ),
  );
});
