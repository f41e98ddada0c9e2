import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import type { ProxyRoute } from '../../src/connection/route.ts';
import { openTunnel } from '../../src/connection/tunnel.ts';
import { startRawServer } from '../fixtures/raw-server.ts';

const PROXY: ProxyRoute = { endpoint: { host: '', port: 0 }, security: undefined, authorization: 'Basic dTpw' };
const TARGET = { host: 'm2.exosite.com', port: 443 };
const never = new AbortController().signal;

async function ask(answer: string, target = TARGET, signal = never) {
  const requests: string[] = [];
  const { port } = await startRawServer((socket, request) => {
    requests.push(request);
    socket.write(answer);
  });
  const socket: Socket = connect(port, '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  return { tunnel: openTunnel(socket, target, PROXY, signal), requests, socket };
}

test('asks for the target by name and port, and who it is (RFC 9110, 9.3.6)', async () => {
  const { tunnel, requests, socket } = await ask('HTTP/1.1 200 Connection established\r\n\r\n');
  await tunnel;
  expect(requests[0]).toMatch(/^CONNECT m2\.exosite\.com:443 HTTP\/1\.1\r\n/);
  expect(requests[0]).toContain('Host: m2.exosite.com:443\r\n');
  expect(requests[0]).toContain('Proxy-Authorization: Basic dTpw\r\n');
  expect(socket.destroyed).toBe(false);
});

test('puts an address of version 6 in brackets', async () => {
  const { tunnel, requests } = await ask('HTTP/1.1 200 OK\r\n\r\n', { host: '::1', port: 8443 });
  await tunnel;
  expect(requests[0]).toMatch(/^CONNECT \[::1\]:8443 /);
});

test.each([
  [407, 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n'],
  [502, 'HTTP/1.1 502 Bad Gateway\r\n\r\n'],
  [200, 'HTTP/1.1 200 OK\r\n\r\nbytes before TLS'],
])('tells a refusal: %i', async (status, answer) => {
  const { tunnel, socket } = await ask(answer);
  await expect(tunnel).rejects.toMatchObject({ status });
  expect(socket.destroyed).toBe(true);
});

test('an answer that is no HTTP fails', async () => {
  const { tunnel } = await ask('SSH-2.0-OpenSSH_9.6\r\n');
  await expect(tunnel).rejects.toMatchObject({ code: expect.stringMatching(/^HPE_/) as string });
});

test('the signal ends the waiting for a proxy that says nothing', async () => {
  const controller = new AbortController();
  const { tunnel, socket } = await ask('', TARGET, controller.signal);
  const reason = new Error('enough');
  controller.abort(reason);
  await expect(tunnel).rejects.toBe(reason);
  expect(socket.destroyed).toBe(true);
});
