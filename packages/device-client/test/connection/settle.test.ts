import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { settle } from '../../src/connection/settle.ts';

const never = new AbortController().signal;

test('resolves at the event, and leaves no listener behind', async () => {
  const socket = new Socket();
  const settled = settle(socket, 'connect', never);
  socket.emit('connect');
  await settled;
  expect(socket.listenerCount('connect') + socket.listenerCount('error')).toBe(0);
});

test('rejects with what ended the socket', async () => {
  const failing = new Socket();
  const failed = settle(failing, 'connect', never);
  const error = new Error('no route');
  failing.emit('error', error);
  await expect(failed).rejects.toBe(error);
  expect(failing.destroyed).toBe(true);
  const closing = new Socket();
  const closed = settle(closing, 'secureConnect', never);
  closing.destroy();
  await expect(closed).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('a socket that was destroyed before counts as closed', async () => {
  await expect(settle(new Socket().destroy(), 'connect', never)).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('the signal ends it with its reason, and the socket with it', async () => {
  const controller = new AbortController();
  const socket = new Socket();
  const settled = settle(socket, 'connect', controller.signal);
  const reason = new Error('enough');
  controller.abort(reason);
  await expect(settled).rejects.toBe(reason);
  expect(socket.destroyed).toBe(true);
  await expect(settle(new Socket(), 'connect', controller.signal)).rejects.toBe(reason);
});
