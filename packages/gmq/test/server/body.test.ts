import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createBodyReader } from '../../src/server/body.ts';

/** A request that arrives over a real connection, and the socket that sends it. */
async function openRequest(length: number): Promise<{ request: IncomingMessage; socket: Socket }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  onTestFinished(() => {
    socket.destroy();
    server.close();
  });
  socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`);
  const [request] = (await once(server, 'request')) as [IncomingMessage];
  return { request, socket };
}

test('puts a body together however it is cut', async () => {
  const { request, socket } = await openRequest(6);
  const reading = createBodyReader({ maxBodyBytes: 10, maxHeldBytes: 10 }).read(request);
  socket.write('abc');
  await once(request, 'data');
  socket.write('def');
  expect(await reading).toEqual({ kind: 'body', bytes: Buffer.from('abcdef') });
});

test('stops reading at the bound', async () => {
  const { request, socket } = await openRequest(100);
  const reading = createBodyReader({ maxBodyBytes: 10, maxHeldBytes: 1000 }).read(request);
  socket.write('x'.repeat(11));
  expect(await reading).toEqual({ kind: 'tooLarge' });
});

test('bounds what all requests hold together, until they are answered', async () => {
  const reader = createBodyReader({ maxBodyBytes: 10, maxHeldBytes: 10 });
  const read = async () => {
    const { request, socket } = await openRequest(6);
    socket.write('abcdef');
    return await reader.read(request);
  };
  const first = await read();
  expect(await read()).toEqual({ kind: 'busy' });
  if (first.kind === 'body') reader.release(first.bytes);
  expect(await read()).toMatchObject({ kind: 'body' });
});

test('a client that goes away in the middle leaves nothing behind', async () => {
  const reader = createBodyReader({ maxBodyBytes: 10, maxHeldBytes: 10 });
  const { request, socket } = await openRequest(10);
  const reading = reader.read(request);
  socket.write('abcdef');
  await once(request, 'data');
  socket.destroy();
  expect(await reading).toEqual({ kind: 'gone' });
  const next = await openRequest(10);
  next.socket.write('0123456789');
  expect(await reader.read(next.request)).toMatchObject({ kind: 'body' });
});
