import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import type { DeviceRequest } from '../../src/http/request.ts';
import { failureOf, NOBODY, openTransport } from '../fixtures/client.ts';
import { LOOPBACK_CERTIFICATE } from '../fixtures/loopback-certificate.ts';
import { CIK, raw, reply, reset, silence, startPlatform } from '../fixtures/scripted-platform.ts';

const REQUEST: DeviceRequest = {
  operation: 'read',
  source: 'read:a',
  method: 'GET',
  path: '/onep:v1/stack/alias?a',
  cik: CIK,
  accepts: [200, 204],
};

test('resolves with an accepted answer', async () => {
  const platform = await startPlatform([reply(200, 'a=1')]);
  const answer = await openTransport(platform.url).call(REQUEST);
  expect(answer).toMatchObject({ status: 200, body: Buffer.from('a=1') });
});

test('puts the prefix of its URL in front of the path', async () => {
  const platform = await startPlatform([reply(204)]);
  await openTransport(`${platform.url}/proxy/`).call(REQUEST);
  expect(platform.requests[0]?.url).toBe('/proxy/onep:v1/stack/alias?a');
});

test('speaks TLS and trusts the authority it is given', async () => {
  const platform = await startPlatform([reply(204)], true);
  await openTransport(platform.url, { ca: LOOPBACK_CERTIFICATE }).call(REQUEST);
  expect(platform.requests).toHaveLength(1);
});

test('sends nothing to a platform whose certificate it cannot check', async () => {
  const platform = await startPlatform([reply(204)], true);
  const error = await failureOf(openTransport(platform.url).call(REQUEST));
  expect(error).toMatchObject({ code: 'DEVICE_CLIENT_CERTIFICATE', outcome: 'notSent', retryable: true });
  expect(platform.requests).toHaveLength(0);
});

test('rejects with a refusal, and the connection serves on', async () => {
  const platform = await startPlatform([reply(401, 'no'), reply(204)]);
  const transport = openTransport(platform.url);
  expect(await failureOf(transport.call(REQUEST))).toMatchObject({ code: 'DEVICE_CLIENT_UNAUTHORIZED', status: 401 });
  await transport.call(REQUEST);
  expect(platform.connections()).toBe(1);
});

test('knows that nothing was sent when nobody listens', async () => {
  expect(await failureOf(openTransport(NOBODY).call(REQUEST))).toMatchObject({
    code: 'DEVICE_CLIENT_NETWORK',
    outcome: 'notSent',
  });
});

test('does not know what became of a request whose connection was reset', async () => {
  const platform = await startPlatform([reset]);
  expect(await failureOf(openTransport(platform.url).call(REQUEST))).toMatchObject({
    code: 'DEVICE_CLIENT_NETWORK',
    outcome: 'unknown',
    retryable: true,
  });
});

test('takes no other protocol for an answer', async () => {
  const platform = await startPlatform([raw('SSH-2.0-OpenSSH_9.6\r\n')]);
  expect(await failureOf(openTransport(platform.url).call(REQUEST))).toMatchObject({ code: 'DEVICE_CLIENT_PROTOCOL' });
});

test.each([
  ['Content-Length', 'Content-Length: 10\r\n\r\nabc'],
  ['chunked', 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n'],
])('knows a %s body that breaks off', async (_name, rest) => {
  const platform = await startPlatform([raw(`HTTP/1.1 200 OK\r\n${rest}`)]);
  expect(await failureOf(openTransport(platform.url).call(REQUEST))).toMatchObject({
    code: 'DEVICE_CLIENT_TRUNCATED',
    outcome: 'unknown',
  });
});

test('reads no answer beyond its bound', async () => {
  const platform = await startPlatform([reply(200, 'a'.repeat(101))]);
  const error = await failureOf(openTransport(platform.url, { maxAnswerBytes: 100 }).call(REQUEST));
  expect(error).toMatchObject({ code: 'DEVICE_CLIENT_PROTOCOL', status: 200 });
  expect(error.message).toContain('more than 100 bytes');
});

test('gives up when the time of the call is over, the shorter one of call and client', async () => {
  const platform = await startPlatform([reply(204), silence]);
  const transport = openTransport(platform.url);
  // The connection is there when the time begins to count: what it stops is the waiting for an answer.
  await transport.call(REQUEST);
  const error = await failureOf(transport.call(REQUEST, { timeoutMs: 200 }));
  expect(error).toMatchObject({ code: 'DEVICE_CLIENT_TIMEOUT', outcome: 'unknown' });
  expect(await failureOf(openTransport(platform.url, { timeoutMs: 30 }).call(REQUEST))).toMatchObject({
    code: 'DEVICE_CLIENT_TIMEOUT',
  });
});

test('gives up on a platform that never finishes the handshake: nothing was sent', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
  });
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const error = await failureOf(openTransport(`https://127.0.0.1:${port}`).call(REQUEST, { timeoutMs: 30 }));
  expect(error).toMatchObject({ code: 'DEVICE_CLIENT_TIMEOUT', outcome: 'notSent' });
});

test('rejects with the reason of the signal, before and during the call', async () => {
  const platform = await startPlatform([silence]);
  const transport = openTransport(platform.url);
  const reason = { enough: true };
  await expect(transport.call(REQUEST, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(platform.requests).toHaveLength(0);
  const controller = new AbortController();
  const call = transport.call(REQUEST, { signal: controller.signal });
  await platform.arrived(1);
  controller.abort(reason);
  await expect(call).rejects.toBe(reason);
});

test('one call after the other takes one connection', async () => {
  const platform = await startPlatform([reply(200, 'a=1')]);
  const transport = openTransport(platform.url);
  for (let count = 0; count < 5; count += 1) await transport.call(REQUEST);
  expect(platform.connections()).toBe(1);
});

test('serves many calls over few connections', async () => {
  const platform = await startPlatform([reply(204)]);
  const transport = openTransport(platform.url, { maxConnections: 2 });
  await Promise.all(Array.from({ length: 20 }, () => transport.call(REQUEST)));
  expect(platform.requests).toHaveLength(20);
  expect(platform.connections()).toBeLessThanOrEqual(2);
});

test('goes on after the platform closed an idle connection', async () => {
  const platform = await startPlatform([reply(204, '', { Connection: 'close' }), reply(204)]);
  const transport = openTransport(platform.url);
  await transport.call(REQUEST);
  await transport.call(REQUEST);
  expect(platform.connections()).toBe(2);
});

test('closing ends running calls and refuses new ones', async () => {
  const platform = await startPlatform([silence]);
  const transport = openTransport(platform.url);
  const running = failureOf(transport.call(REQUEST));
  await platform.arrived(1);
  await Promise.all([transport.close(), transport.close()]);
  expect(await running).toMatchObject({ code: 'DEVICE_CLIENT_CLOSED', outcome: 'unknown' });
  expect(await failureOf(transport.call(REQUEST))).toMatchObject({ code: 'DEVICE_CLIENT_CLOSED', outcome: 'notSent' });
  await platform.close();
});

test('an impossible time limit is a programming error', async () => {
  await expect(openTransport(NOBODY).call(REQUEST, { timeoutMs: 0 })).rejects.toThrow(TypeError);
});

test('opens a stream at the head of the answer, and refuses before that', async () => {
  const platform = await startPlatform([reply(200, 'abc'), reply(404, 'none')]);
  const transport = openTransport(platform.url);
  const { status, body } = await transport.open(REQUEST);
  expect(status).toBe(200);
  let text = '';
  for await (const chunk of body) text += Buffer.from(chunk).toString();
  expect(text).toBe('abc');
  expect(await failureOf(transport.open(REQUEST))).toMatchObject({ code: 'DEVICE_CLIENT_NOT_FOUND' });
});
