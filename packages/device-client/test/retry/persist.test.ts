import { expect, test, vi } from 'vitest';
import { DeviceClientError } from '../../src/errors.ts';
import { persist } from '../../src/retry/persist.ts';
import { createManualClock } from '../fixtures/clock.ts';

const OPTIONS = { baseDelayMs: 1_000, maxDelayMs: 60_000, random: () => 1, signal: undefined };
const lost = (): DeviceClientError =>
  new DeviceClientError('lost', { code: 'DEVICE_CLIENT_NETWORK', outcome: 'unknown' });

test('outlasts an outage of any length, at a bounded pace', async () => {
  const clock = createManualClock();
  let calls = 0;
  const call = (): Promise<string> => (++calls <= 100 ? Promise.reject(lost()) : Promise.resolve('back'));
  expect(await persist(call, { ...OPTIONS, clock })).toBe('back');
  expect(clock.slept).toHaveLength(100);
  expect(Math.max(...clock.slept)).toBe(60_000);
});

test('gives up at once on what no wait can mend', async () => {
  const clock = createManualClock();
  const error = new DeviceClientError('no', { code: 'DEVICE_CLIENT_UNAUTHORIZED', outcome: 'refused' });
  await expect(persist(() => Promise.reject(error), { ...OPTIONS, clock })).rejects.toBe(error);
  await expect(persist(() => Promise.reject(new TypeError('x')), { ...OPTIONS, clock })).rejects.toThrow(TypeError);
  expect(clock.slept).toEqual([]);
});

test('ends with the reason of the signal, before it calls at all', async () => {
  const call = vi.fn(() => Promise.resolve());
  const reason = new Error('enough');
  const signal = AbortSignal.abort(reason);
  await expect(persist(call, { ...OPTIONS, clock: createManualClock(), signal })).rejects.toBe(reason);
  expect(call).not.toHaveBeenCalled();
});
