import { expect, test } from 'vitest';
import { systemClock, toSeconds } from '../src/clock.ts';

test('a second is the whole second that has begun (exosite 2.1)', () => {
  expect(toSeconds(1999)).toBe(1);
  expect(toSeconds(2000)).toBe(2);
});

test('a sleep ends, and an aborted one rejects with the reason itself', async () => {
  await systemClock.sleep(0);
  const reason = new Error('enough');
  const controller = new AbortController();
  const sleeping = systemClock.sleep(60_000, { signal: controller.signal });
  controller.abort(reason);
  await expect(sleeping).rejects.toBe(reason);
  await expect(systemClock.sleep(1, { signal: controller.signal })).rejects.toBe(reason);
});
