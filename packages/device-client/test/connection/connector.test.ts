import { createServer } from 'node:net';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createConnector } from '../../src/connection/connector.ts';
import { resolveRoute } from '../../src/connection/route.ts';
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from '../fixtures/loopback-certificate.ts';
import { startProxy } from '../fixtures/proxy.ts';
import { startRawServer } from '../fixtures/raw-server.ts';

const never = new AbortController().signal;
const TLS = { cert: LOOPBACK_CERTIFICATE, key: LOOPBACK_KEY };

async function open(url: string, options = {}) {
  const sockets: Socket[] = [];
  const route = resolveRoute(new URL(url).origin, { ca: LOOPBACK_CERTIFICATE, ...options });
  const socket = await createConnector(route, 10_000, never).open((opened) => sockets.push(opened));
  onTestFinished(() => {
    socket.destroy();
  });
  return { socket, sockets };
}

test('hands over the TCP socket, so that all bytes of TLS can be counted', async () => {
  const { url } = await startRawServer(() => undefined, TLS);
  const { socket, sockets } = await open(url);
  expect(sockets).toHaveLength(1);
  expect(sockets[0]).not.toBe(socket);
  // A handshake is many times the size of nothing at all.
  expect(sockets[0]?.bytesRead).toBeGreaterThan(500);
});

test('goes through a proxy to a platform with TLS, and straight to the proxy for one without', async () => {
  const proxy = await startProxy();
  const { url } = await startRawServer(() => undefined, TLS);
  await open(url, { proxy: proxy.url });
  expect(proxy.asked).toEqual([{ line: `CONNECT ${new URL(url).host}`, authorization: undefined }]);
  await open('http://platform.example', { proxy: proxy.url });
  expect(proxy.asked).toHaveLength(1);
});

async function startSilence(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
  });
  await once(server, 'listening');
  const address = server.address();
  return `https://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

test('gives up on a handshake after the limit', async () => {
  const connector = createConnector(resolveRoute(await startSilence(), {}), 50, never);
  await expect(connector.open(() => undefined)).rejects.toMatchObject({ limitMs: 50 });
});

test('ends with the client in the middle of a handshake', async () => {
  const closing = new AbortController();
  const connector = createConnector(resolveRoute(await startSilence(), {}), 10_000, closing.signal);
  const opening = connector.open(() => undefined);
  const reason = new Error('closed');
  closing.abort(reason);
  await expect(opening).rejects.toBe(reason);
  await expect(connector.open(() => undefined)).rejects.toBe(reason);
});
