import { expect, test } from 'vitest';
import { readClock, systemClock } from '../src/clock.ts';

test('measures with the clock that never jumps where there is one', () => {
  const sleep = (): Promise<void> => Promise.resolve();
  expect(readClock({ now: () => 5, sleep })).toBe(5);
  expect(readClock({ now: () => 5, monotonic: () => 7, sleep })).toBe(7);
});

test('a sleep that is aborted rejects with the reason itself', async () => {
  const abort = new AbortController();
  const reason = new Error('stop');
  const sleeping = systemClock.sleep(60_000, { signal: abort.signal });
  abort.abort(reason);
  await expect(sleeping).rejects.toBe(reason);
  await expect(systemClock.sleep(0, { signal: abort.signal })).rejects.toBe(reason);
  await expect(systemClock.sleep(0)).resolves.toBeUndefined();
});
