import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { dial } from '../../src/connection/dial.ts';
import { startRawServer } from '../fixtures/raw-server.ts';

const never = new AbortController().signal;

test('opens a connection and hands the socket over before it is ready', async () => {
  const { port } = await startRawServer(() => undefined);
  let early: Socket | undefined;
  const socket = await dial({ host: '127.0.0.1', port }, never, (opening) => {
    early = opening;
    expect(opening.connecting).toBe(true);
  });
  expect(socket).toBe(early);
  expect(socket.readyState).toBe('open');
  socket.destroy();
});

test('rejects where nobody listens', async () => {
  await expect(dial({ host: '127.0.0.1', port: 1 }, never, () => undefined)).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
});

test('makes no socket at all for a signal that has fired', async () => {
  const reason = new Error('enough');
  const sockets: Socket[] = [];
  const dialling = dial({ host: '127.0.0.1', port: 1 }, AbortSignal.abort(reason), (socket) => sockets.push(socket));
  await expect(dialling).rejects.toBe(reason);
  expect(sockets).toEqual([]);
});

test('a reset while nobody listens does not end the process', async () => {
  const { port, sockets } = await startRawServer(() => undefined);
  const socket = await dial({ host: '127.0.0.1', port }, never, () => undefined);
  await expect.poll(() => sockets.length).toBe(1);
  sockets[0]?.resetAndDestroy();
  await expect.poll(() => socket.destroyed).toBe(true);
});
