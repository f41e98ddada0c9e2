import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, onTestFinished, test, vi } from 'vitest';
import { DeviceClientError } from '../../src/errors.ts';
import { retry, type RetryOptions } from '../../src/retry/retry.ts';
import { openClient } from '../fixtures/client.ts';
import { createManualClock } from '../fixtures/clock.ts';
import { CIK, reply, reset, startPlatform } from '../fixtures/scripted-platform.ts';

const refused = (): DeviceClientError =>
  new DeviceClientError('busy', { code: 'DEVICE_CLIENT_SERVER', outcome: 'refused', status: 503 });
const settings = (): RetryOptions & { clock: ReturnType<typeof createManualClock> } => ({
  clock: createManualClock(),
  random: () => 1,
});

test('calls until it succeeds, and tells the call how often that was', async () => {
  const options = settings();
  const call = vi.fn((attempt: number) => (attempt < 3 ? Promise.reject(refused()) : Promise.resolve('done')));
  expect(await retry(call, options)).toBe('done');
  expect(call.mock.calls).toEqual([[1], [2], [3]]);
  expect(options.clock.slept).toEqual([1_000, 2_000]);
});

test('rejects with the last error as it is when the attempts are used up', async () => {
  const error = refused();
  const options = settings();
  await expect(retry(() => Promise.reject(error), { ...options, maxAttempts: 2 })).rejects.toBe(error);
  expect(options.clock.slept).toEqual([1_000]);
});

test('counts the time that the calls themselves take', async () => {
  const options = settings();
  const call = vi.fn(() => {
    options.clock.advance(40_000);
    return Promise.reject(refused());
  });
  await expect(retry(call, options)).rejects.toMatchObject({ status: 503 });
  expect(call).toHaveBeenCalledTimes(2);
});

test('leaves foreign errors alone', async () => {
  const call = vi.fn(() => Promise.reject(new TypeError('wrong')));
  await expect(retry(call, settings())).rejects.toThrow(TypeError);
  expect(call).toHaveBeenCalledOnce();
});

test('a write whose connection was reset is not repeated; a read is, if told so', async () => {
  const platform = await startPlatform([reset, reset, reply(200, 'a=1')]);
  const client = openClient(platform.url);
  await expect(retry(() => client.write(CIK, { a: '1' }), settings())).rejects.toMatchObject({ outcome: 'unknown' });
  expect(platform.requests).toHaveLength(1);
  const values = await retry(() => client.read(CIK, ['a']), { ...settings(), idempotent: true });
  expect(values.get('a')).toBe('1');
});

test('waits as long as the platform asks (Retry-After)', async () => {
  const platform = await startPlatform([reply(503, '', { 'Retry-After': '7' }), reply(204)]);
  const options = settings();
  await retry(() => openClient(platform.url).write(CIK, { a: '1' }), options);
  expect(options.clock.slept).toEqual([8_000]);
});

test('ends with the reason of the signal while it waits', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const call = (): Promise<never> => {
    queueMicrotask(() => {
      controller.abort(reason);
    });
    return Promise.reject(refused());
  };
  await expect(retry(call, { signal: controller.signal })).rejects.toBe(reason);
  await expect(retry(call, { signal: controller.signal })).rejects.toBe(reason);
});

test('publishes each wait', async () => {
  const waits: unknown[] = [];
  const listen = (message: unknown): void => {
    waits.push(message);
  };
  subscribe('device-client:call:retry', listen);
  onTestFinished(() => {
    unsubscribe('device-client:call:retry', listen);
  });
  await retry((attempt) => (attempt === 1 ? Promise.reject(refused()) : Promise.resolve()), settings());
  expect(waits).toEqual([{ attempts: 1, delayMs: 1_000, code: 'DEVICE_CLIENT_SERVER' }]);
});

test.each([{ maxAttempts: 0 }, { maxTotalMs: -1 }, { baseDelayMs: Number.NaN }])('refuses %j', async (options) => {
  await expect(retry(() => Promise.resolve(), options)).rejects.toThrow(TypeError);
});
