import { expect, test } from 'vitest';
import { createRateLimit } from '../../src/download/rate-limit.ts';
import { quickClock } from '../fixtures/quick-clock.ts';

const { signal } = new AbortController();

test('waits as long as the bytes should have taken, in waits that timers can keep (otau 3.9)', async () => {
  const clock = quickClock();
  const limit = createRateLimit(1000, clock);
  for (let chunk = 0; chunk < 10; chunk += 1) await limit.take(10, signal);
  expect(clock.slept).toEqual([20, 20, 20, 20, 20]);
});

test('without a limit it never waits', async () => {
  const clock = quickClock();
  await createRateLimit(undefined, clock).take(1e9, signal);
  expect(clock.slept).toEqual([]);
});
