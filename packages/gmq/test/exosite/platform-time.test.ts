import { channel } from 'node:diagnostics_channel';
import { DeviceClientError } from '@gateway-engine/device-client';
import { expect, test } from 'vitest';
import { requestPlatformTime, watchPlatformTime } from '../../src/exosite/platform-time.ts';

const CALL = { signal: new AbortController().signal, timeoutMs: 1000 };
const ORIGIN = 'https://m2.exosite.com';

const ask = (error: Error) => requestPlatformTime({ timestamp: () => Promise.reject(error) }, CALL);

test('asks /timestamp, in seconds (exosite 2.6)', async () => {
  const client = { timestamp: () => Promise.resolve(1_700_000_000) };
  expect(await requestPlatformTime(client, CALL)).toEqual({ kind: 'known', epochMs: 1_700_000_000_000 });
});

test('who answers is there, whatever it answers; without an answer it is asked again', async () => {
  const refused = new DeviceClientError('404', { code: 'DEVICE_CLIENT_NOT_FOUND', outcome: 'refused', status: 404 });
  expect(await ask(refused)).toEqual({ kind: 'unknown' });
  const down = new DeviceClientError('down', { code: 'DEVICE_CLIENT_NETWORK', outcome: 'notSent' });
  expect(await ask(down)).toEqual({ kind: 'retry', reason: 'down', offline: true });
  await expect(ask(new TypeError('broken'))).rejects.toThrow('broken');
});

test('hears the Date of every answer of its platform, and of no other (design 4.6)', () => {
  const told: unknown[] = [];
  const end = watchPlatformTime(ORIGIN, (epochMs, roundTripMs) => told.push([epochMs, roundTripMs]));
  const events = channel('device-client:request:end');
  const answer = { origin: ORIGIN, platformTimeMs: 1_700_000_000_000, durationMs: 20 };
  events.publish(answer);
  events.publish({ ...answer, code: 'DEVICE_CLIENT_UNAUTHORIZED' });
  events.publish({ ...answer, origin: 'https://elsewhere' });
  events.publish({ ...answer, code: 'DEVICE_CLIENT_PROTOCOL' });
  events.publish({ origin: ORIGIN, durationMs: 20 });
  events.publish(null);
  end();
  events.publish(answer);
  expect(told).toEqual([
    [1_700_000_000_000, 20],
    [1_700_000_000_000, 20],
  ]);
});
