import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import type { RequestEnded } from '../../src/diagnostics.ts';
import { DeviceClientError } from '../../src/errors.ts';
import { startTrace, type Trace } from '../../src/http/trace.ts';
import type { DeviceRequest } from '../../src/http/request.ts';
import type { RequestUsage } from '../../src/http/usage-recorder.ts';

const REQUEST: DeviceRequest = {
  operation: 'write',
  source: 'write:a',
  method: 'POST',
  path: '/onep:v1/stack/alias',
  form: 'a=12',
  accepts: [204],
};

function trace(follow: (trace: Trace) => void): unknown[] {
  const published: unknown[] = [];
  const listen = (message: unknown): void => {
    published.push(message);
  };
  subscribe('device-client:request:end', listen);
  onTestFinished(() => {
    unsubscribe('device-client:request:end', listen);
  });
  follow(startTrace(REQUEST, 'https://h'));
  return published;
}

test('tells what a request carried and how it was answered (gwe D61, D63)', () => {
  const [ended] = trace((followed) => {
    followed.head({ status: 200, headers: new Map([['date', 'Thu, 01 Jan 2026 00:00:00 GMT']]) });
    followed.data(2);
    followed.data(3);
    followed.end();
  });
  expect(ended).toEqual({
    operation: 'write',
    source: 'write:a',
    method: 'POST',
    origin: 'https://h',
    requestBodyBytes: 4,
    answerBodyBytes: 5,
    status: 200,
    platformTimeMs: Date.parse('2026-01-01T00:00:00Z'),
    durationMs: expect.any(Number) as number,
    wireSentBytes: 0,
    wireReceivedBytes: 0,
  } satisfies RequestEnded);
});

test('tells why there was no answer', () => {
  const error = new DeviceClientError('x', { code: 'DEVICE_CLIENT_NETWORK', outcome: 'notSent' });
  expect(
    trace((followed) => {
      followed.end({ error });
    }),
  ).toMatchObject([{ code: 'DEVICE_CLIENT_NETWORK', outcome: 'notSent' }]);
  expect(
    trace((followed) => {
      followed.end({ error: 'enough' });
    }),
  ).toMatchObject([{ code: 'ABORTED' }]);
});

test('leaves the time out if the platform tells none', () => {
  const [ended] = trace((followed) => {
    followed.head({ status: 204, headers: new Map() });
    followed.end();
  });
  expect(ended).not.toHaveProperty('platformTimeMs');
});

test('is one and the same object while nobody listens', () => {
  expect(startTrace(REQUEST, 'https://h')).toBe(startTrace(REQUEST, 'https://h'));
});

test('tells the accounts what a request cost, though nobody else listens (gwe D61)', () => {
  const recorded: RequestUsage[] = [];
  const followed = startTrace(REQUEST, 'https://h', {
    admit: () => undefined,
    record: (usage) => recorded.push(usage),
  });
  followed.connection?.({
    follow: () => undefined,
    take: () => ({ sentBytes: 100, receivedBytes: 50 }),
    localAddress: () => '192.0.2.1',
  });
  followed.end();
  expect(recorded).toEqual([
    {
      operation: 'write',
      source: 'write:a',
      origin: 'https://h',
      sentBytes: 100,
      receivedBytes: 50,
      localAddress: '192.0.2.1',
      durationMs: expect.any(Number) as number,
    },
  ]);
});
