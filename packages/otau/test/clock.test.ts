import { expect, test } from 'vitest';
import { systemClock } from '../src/clock.ts';

test('a sleep ends at its time', async () => {
  const before = systemClock.now();
  await systemClock.sleep(5);
  expect(systemClock.now()).toBeGreaterThanOrEqual(before + 4);
});

test('an abort ends a sleep with its own reason', async () => {
  const controller = new AbortController();
  const sleeping = systemClock.sleep(60_000, { signal: controller.signal });
  controller.abort('enough');
  await expect(sleeping).rejects.toBe('enough');
});
