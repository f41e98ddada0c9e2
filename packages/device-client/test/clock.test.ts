import { expect, test } from 'vitest';
import { SYSTEM_CLOCK } from '../src/clock.ts';

test('never goes back, and sleeps', async () => {
  const before = SYSTEM_CLOCK.now();
  await SYSTEM_CLOCK.sleep(1);
  await SYSTEM_CLOCK.sleep(-1);
  expect(SYSTEM_CLOCK.now()).toBeGreaterThan(before);
});

test('wakes with the reason of the signal as it is', async () => {
  const controller = new AbortController();
  const sleeping = SYSTEM_CLOCK.sleep(2 ** 40, { signal: controller.signal });
  const reason = { enough: true };
  controller.abort(reason);
  await expect(sleeping).rejects.toBe(reason);
  await expect(SYSTEM_CLOCK.sleep(1, { signal: controller.signal })).rejects.toBe(reason);
});
