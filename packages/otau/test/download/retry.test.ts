import { expect, test } from 'vitest';
import { downloadFailed } from '../../src/download/failure.ts';
import { decideRetry, withRetries } from '../../src/download/retry.ts';
import { OtauError } from '../../src/errors.ts';
import { quickClock } from '../fixtures/quick-clock.ts';

const facts = { failures: 1, waitedMs: 0, budgetMs: 1_000_000, random: 0 };
const passing = downloadFailed('a', 'x', true);

test('waits grow from 1 s to 60 s, half of them drawn (otau 3.9)', () => {
  const waits = [1, 2, 3, 6, 7, 100].map((failures) => decideRetry(passing, { ...facts, failures, random: 1 }));
  expect(waits).toEqual([1_000, 2_000, 4_000, 32_000, 60_000, 60_000]);
  expect(decideRetry(passing, facts)).toBe(500);
});

test('the source’s own Retry-After is honoured, as far as the budget goes (otau 3.9)', () => {
  const busy = downloadFailed('a', 'x', true, Object.assign(new Error('x'), { retryAfterMs: 90_000 }));
  expect(decideRetry(busy, facts)).toBe(90_000);
  expect(decideRetry(busy, { ...facts, budgetMs: 80_000 })).toBeUndefined();
});

test('what does not come from the source, or is final, is not tried again (otau 3.9)', () => {
  expect(decideRetry(downloadFailed('a', 'x', false), facts)).toBeUndefined();
  expect(decideRetry(new OtauError('OTAU_DISK_FULL', 'x', { retryable: true }), facts)).toBeUndefined();
  expect(decideRetry(new Error('x'), facts)).toBeUndefined();
});

test('progress lets the waits begin small again; the budget goes on', async () => {
  const clock = quickClock();
  let calls = 0;
  const work = (progress: () => void) => {
    calls += 1;
    if (calls === 3) progress();
    return Promise.reject(passing);
  };
  const policy = { budgetMs: 3_000, clock, random: () => 0 };
  await expect(withRetries(policy, { fileName: 'a', signal: new AbortController().signal }, work)).rejects.toBe(
    passing,
  );
  expect(clock.slept).toEqual([500, 1000, 500, 1000]);
});

test('an abort ends it with its own reason', async () => {
  const signal = AbortSignal.abort('enough');
  const policy = { budgetMs: 3_000, clock: quickClock(), random: () => 0 };
  await expect(withRetries(policy, { fileName: 'a', signal }, () => Promise.reject(passing))).rejects.toBe('enough');
});
