import { expect, test } from 'vitest';

import { systemClock } from '../src/clock.ts';

test('a sleep ends with the reason of the signal, unwrapped', async () => {
  const reason = new Error('stopped');
  await expect(systemClock.sleep(60_000, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const controller = new AbortController();
  const sleep = systemClock.sleep(60_000, { signal: controller.signal });
  controller.abort(reason);
  await expect(sleep).rejects.toBe(reason);
});

test('a sleep longer than a timer holds does not end at once', async () => {
  const controller = new AbortController();
  const sleep = systemClock.sleep(2 ** 40, { signal: controller.signal });
  let ended = false;
  sleep.catch(() => undefined).finally(() => (ended = true));
  await systemClock.sleep(5);
  expect(ended).toBe(false);
  controller.abort();
  await expect(sleep).rejects.toThrow();
});
