import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createGmqServer, type GmqServerOptions } from '../../src/index.ts';
import { until } from '../fixtures/manual-clock.ts';
import { openQueue } from '../fixtures/open-queue.ts';
import { post, sendRaw, VMS } from '../fixtures/http.ts';
import { createGate, DELIVERED } from '../fixtures/scripted-upstream.ts';
import { createScratch } from '../fixtures/scratch.ts';

async function openServer(options: Partial<GmqServerOptions> = {}) {
  const opened = await openQueue({ maxMessages: 2 });
  const server = createGmqServer({ queue: opened.queue, port: 0, ...options });
  await server.start();
  onTestFinished(() => server.stop());
  return { ...opened, server, write: (body: string) => post(`${server.url}/onep:v1/stack/alias`, body) };
}

test('listens on loopback only, unless told otherwise', async () => {
  const { server } = await openServer();
  expect(new URL(server.url).hostname).toBe('127.0.0.1');
  expect(() => createGmqServer({ queue: { ...({} as GmqServerOptions['queue']) } }).url).toThrow(TypeError);
});

test('a 204 has an exact length and no body (exosite 1.4)', async () => {
  const { server } = await openServer();
  const answer = await sendRaw(
    server.url,
    'POST /onep:v1/stack/alias HTTP/1.1\r\nHost: localhost:8090\r\nX-Exosite-VMS: acme gateway 0001\r\nContent-Length: 3\r\n\r\na=1',
  );
  expect(answer).toMatch(/^HTTP\/1\.1 204 No Content\r\n/);
  expect(answer).toMatch(/\r\nContent-Length: 0\r\n/);
  expect(answer).toMatch(/\r\n\r\n$/);
});

test('a body over the bound is 413, and the connection is not used again', async () => {
  const { write } = await openServer({ maxBodyBytes: 10 });
  const answer = await write(`a=${'x'.repeat(1000)}`);
  expect([answer.status, answer.headers.get('connection')]).toEqual([413, 'close']);
});

test('a full queue is 503 with Retry-After: the application knows that nothing was taken (design 4.4)', async () => {
  const { server, upstream } = await openServer();
  upstream.onDeliver = () => new Promise(() => undefined);
  const record = () => post(`${server.url}/onep:v1/stack/alias/a`, '1=x&2=y');
  expect((await record()).status).toBe(204);
  const refused = await record();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
  expect(refused.body).toContain('full');
});

test('a client that goes away before its answer changes nothing: what came whole is kept', async () => {
  const { server, queue } = await openServer();
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write(
    'POST /onep:v1/stack/alias/a HTTP/1.1\r\nHost: x\r\nX-Exosite-VMS: acme gateway 0001\r\nContent-Length: 3\r\n\r\n1=x',
  );
  socket.end();
  await until(() => queue.stats().delivered === 1, 'delivered');
});

test('half a request is nothing', async () => {
  const { server, queue } = await openServer();
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write(
    `POST /onep:v1/stack/alias/a HTTP/1.1\r\nHost: x\r\nX-Exosite-VMS: ${VMS['X-Exosite-VMS']}\r\nContent-Length: 30\r\n\r\n1=x`,
  );
  await once(socket, 'ready');
  socket.destroy();
  await server.stop();
  expect(queue.stats().queued).toBe(0);
});

test('a stop waits for the request under way and closes its connection', async () => {
  const { server, upstream, write } = await openServer();
  const gate = createGate<typeof DELIVERED>();
  upstream.onWrite = () => gate.promise;
  const writing = write('a=1');
  await until(() => upstream.writes.length === 1, 'the request is under way');
  const stopping = server.stop();
  gate.open(DELIVERED);
  expect((await writing).status).toBe(204);
  await stopping;
  await server.stop();
  await expect(write('a=2')).rejects.toThrow();
});

test('a request that hangs does not hold up the stop for ever', async () => {
  const { server, upstream, write, clock } = await openServer({ stopTimeoutMs: 500 });
  upstream.onWrite = () => new Promise(() => undefined);
  void write('a=1').catch(() => undefined);
  await until(() => upstream.writes.length === 1, 'the request is under way');
  await server.stop();
  expect(clock.sleepers).toBeGreaterThan(0);
});

test('serves a unix socket beside the port, and takes it away with it', async () => {
  const socketPath = join(createScratch(), 'gmq.sock');
  const { server, queue } = await openServer({ socketPath });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    const headers = { 'X-Exosite-VMS': 'acme gateway 0001' };
    const path = '/onep:v1/stack/alias/a';
    request({ socketPath, path, method: 'POST', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end('1=x');
  });
  expect(await answered).toBe(204);
  expect(queue.stats().queued).toBe(1);
  await server.stop();
  expect(existsSync(socketPath)).toBe(false);
});

test('a socket that cannot be had closes the port again', async () => {
  const { queue } = await openQueue();
  const server = createGmqServer({ queue, port: 0, socketPath: '/dev/null/gmq.sock' });
  await expect(server.start()).rejects.toMatchObject({ code: 'GMQ_LISTEN_FAILED' });
  await expect(fetch(`${server.url}/status`)).rejects.toThrow();
});

test('takes no more connections than allowed (gwe K130)', async () => {
  const { server } = await openServer({ maxConnections: 1 });
  const port = Number(new URL(server.url).port);
  const [first, second] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
  onTestFinished(() => void first.destroy());
  await once(second, 'close');
  expect(first.destroyed).toBe(false);
});
