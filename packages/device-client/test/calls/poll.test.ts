import { expect, test } from 'vitest';
import { poll } from '../../src/calls/poll.ts';
import { failureOf, NOBODY, openTransport } from '../fixtures/client.ts';
import { CIK, reply, silence, startPlatform } from '../fixtures/scripted-platform.ts';

const TIMEOUT_MS = 1000;

test('asks for one alias with a time to wait (exosite 2.4; wire: long_poll_since)', async () => {
  const platform = await startPlatform([reply(304)]);
  const polled = await poll(openTransport(platform.url), TIMEOUT_MS, CIK, 'engine_fetch', {
    waitMs: 5000,
    since: 1_408_088_308,
  });
  expect(polled).toBeUndefined();
  expect(platform.requests).toMatchObject([
    {
      method: 'GET',
      url: '/onep:v1/stack/alias?engine_fetch',
      headers: { 'request-timeout': '5000', 'if-modified-since': '1408088308', 'x-exosite-cik': CIK },
    },
  ]);
});

test.each([
  ['1408088412', 1_408_088_412],
  ['Fri, 15 Aug 2014 07:40:12 GMT', 1_408_088_412],
])('reads Last-Modified %j (exosite 9)', async (header, modifiedAt) => {
  const platform = await startPlatform([reply(200, 'a=x%26y', { 'Last-Modified': header })]);
  expect(await poll(openTransport(platform.url), TIMEOUT_MS, CIK, 'a', { waitMs: 1 })).toEqual({
    value: 'x&y',
    modifiedAt,
  });
  expect(platform.requests[0]?.headers).not.toHaveProperty('if-modified-since');
});

test('does without Last-Modified', async () => {
  const platform = await startPlatform([reply(200, 'a=')]);
  expect(await poll(openTransport(platform.url), TIMEOUT_MS, CIK, 'a', { waitMs: 1 })).toEqual({ value: '' });
});

test('adds the time of the way to the wait, so that an answer sent at the limit still arrives', async () => {
  const platform = await startPlatform([silence]);
  const call = poll(openTransport(platform.url), TIMEOUT_MS, CIK, 'a', { waitMs: 30, timeoutMs: 20 });
  const error = await failureOf(call);
  expect(error.code).toBe('DEVICE_CLIENT_TIMEOUT');
  expect(error.message).toContain('within 50 ms');
});

test('takes another alias for no answer', async () => {
  const platform = await startPlatform([reply(200, 'b=1')]);
  const call = poll(openTransport(platform.url), TIMEOUT_MS, CIK, 'a', { waitMs: 1 });
  expect(await failureOf(call)).toMatchObject({ code: 'DEVICE_CLIENT_PROTOCOL' });
});

test.each([{ waitMs: 0 }, { waitMs: 300_001 }, { waitMs: 1.5 }, { waitMs: 1, since: -1 }, { waitMs: 1, since: 0.5 }])(
  'refuses %j',
  async (options) => {
    await expect(poll(openTransport(NOBODY), TIMEOUT_MS, CIK, 'a', options)).rejects.toThrow(TypeError);
  },
);
