import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideBackoffMs, decideWaitMs } from '../../src/retry/backoff.ts';

const OPTIONS = { baseDelayMs: 1_000, maxDelayMs: 30_000 };

test('doubles up to the bound; the upper half is chance', () => {
  const longest = [1, 2, 3, 5, 6, 5_000].map((failures) => decideBackoffMs(failures, OPTIONS, () => 1));
  expect(longest).toEqual([1_000, 2_000, 4_000, 16_000, 30_000, 30_000]);
  expect(decideBackoffMs(3, OPTIONS, () => 0)).toBe(2_000);
});

test('a longer wait that the platform asks for wins, with some chance on top', () => {
  expect(decideWaitMs({ retryAfterMs: 60_000 }, 1, OPTIONS, () => 0.5)).toBe(60_500);
  expect(decideWaitMs({ retryAfterMs: 10 }, 1, OPTIONS, () => 1)).toBe(1_000);
  expect(decideWaitMs({}, 1, OPTIONS, () => 1)).toBe(1_000);
});

test('no wait is shorter than what the platform asks for', () => {
  fc.assert(
    fc.property(
      fc.nat(86_400_000),
      fc.integer({ min: 1, max: 2_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (retryAfterMs, failures, chance) => {
        expect(decideWaitMs({ retryAfterMs }, failures, OPTIONS, () => chance)).toBeGreaterThanOrEqual(retryAfterMs);
      },
    ),
  );
});
