import { spawnSync } from 'node:child_process';
import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listen, listenOnSocket } from '../../src/server/listen.ts';
import { createScratch } from '../fixtures/scratch.ts';

test('a port in use is told as such, with what to do', async () => {
  const first = createServer();
  onTestFinished(() => {
    first.close();
  });
  await listen(first, '127.0.0.1', 0);
  const { port } = first.address() as AddressInfo; // it listens on TCP
  await expect(listen(createServer(), '127.0.0.1', port)).rejects.toMatchObject({
    code: 'GMQ_PORT_IN_USE',
    message: expect.stringContaining(`${port}`) as string,
  });
});

test('any other failure is GMQ_LISTEN_FAILED', async () => {
  await expect(listen(createServer(), '192.0.2.1', 0)).rejects.toMatchObject({ code: 'GMQ_LISTEN_FAILED' });
});

test('a unix socket has its mode, and one left by a killed process is taken over', async () => {
  const path = join(createScratch(), 'gmq.sock');
  const kill = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', kill]);
  expect(lstatSync(path).isSocket()).toBe(true);
  const server = createServer((_request, response) => response.end('here'));
  onTestFinished(() => void server.close());
  await listenOnSocket(server, path, 0o600);
  expect(lstatSync(path).mode & 0o777).toBe(0o600);
  await expect(listenOnSocket(createServer(), path, 0o600)).rejects.toMatchObject({
    code: 'GMQ_PORT_IN_USE',
    message: expect.stringContaining('socket') as string,
  });
});

test('a file that is no socket is never removed', async () => {
  const path = join(createScratch(), 'precious');
  writeFileSync(path, 'data');
  await expect(listenOnSocket(createServer(), path, 0o600)).rejects.toMatchObject({ code: 'GMQ_PORT_IN_USE' });
  expect(readFileSync(path, 'utf8')).toBe('data');
});
