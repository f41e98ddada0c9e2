import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { failureOf, openClient } from '../fixtures/client.ts';
import { startRawServer } from '../fixtures/raw-server.ts';
import { CIK } from '../fixtures/scripted-platform.ts';

/** A client of a server that writes these pieces, each in a segment of its own, to every request in turn. */
async function answering(...answers: readonly (readonly string[])[]) {
  const server = await startRawServer((socket, _request, index) => {
    const pieces = answers[Math.min(index, answers.length - 1)] ?? [];
    socket.setNoDelay(true);
    const writeNext = (at: number): void => {
      const piece = pieces[at];
      if (piece === undefined) return;
      // Each piece leaves alone: the next one is written once the kernel has taken it, a turn later.
      socket.write(piece, 'latin1', () => setImmediate(writeNext, at + 1));
    };
    writeNext(0);
  });
  return { client: openClient(server.url), server };
}

const READ = 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na=1';
const EMPTY = 'HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n';

test('reads an answer that comes byte by byte (exosite 1.5)', async () => {
  const { client } = await answering(READ.split(''));
  expect(await client.read(CIK, ['a'])).toEqual(new Map([['a', '1']]));
});

test('reads two answers to two requests over one connection, the end of one beside the stray line end of the other', async () => {
  const { client, server } = await answering([READ], [`\r\n${READ}`]);
  await client.read(CIK, ['a']);
  expect(await client.read(CIK, ['a'])).toEqual(new Map([['a', '1']]));
  expect(server.sockets).toHaveLength(1);
});

test('an answer that nobody asked for costs its connection, and is no answer to the next request', async () => {
  const { client, server } = await answering([READ + READ.replace('a=1', 'a=2')], [READ.replace('a=1', 'a=3')]);
  await client.read(CIK, ['a']);
  expect(await client.read(CIK, ['a'])).toEqual(new Map([['a', '3']]));
  expect(server.sockets).toHaveLength(2);
});

test('a body without Content-Length lasts to the end of the connection (exosite 1.1)', async () => {
  const server = await startRawServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\na=1'));
  expect(await openClient(server.url).read(CIK, ['a'])).toEqual(new Map([['a', '1']]));
});

test('a 204 and a 304 need no Content-Length (exosite 1.1)', async () => {
  const { client } = await answering(['HTTP/1.1 204 No Content\r\n\r\n'], ['HTTP/1.1 304 Not Modified\r\n\r\n']);
  await client.write(CIK, { a: '1' });
  expect(await client.poll(CIK, 'a', { waitMs: 1 })).toBeUndefined();
});

test('a 304 with the Content-Length of a body that never comes is over at once (exosite 1.1)', async () => {
  const { client } = await answering(['HTTP/1.1 304 Not Modified\r\nContent-Length: 20\r\n\r\n'], [EMPTY]);
  expect(await client.poll(CIK, 'a', { waitMs: 1 })).toBeUndefined();
  await client.write(CIK, { a: '1' });
});

test('a 304 at the very limit of the poll is in time: the way there and back is added (exosite 2.4)', async () => {
  const server = await startRawServer((socket, request) => {
    const waitMs = Number(/\r\nRequest-Timeout: (\d+)/i.exec(request)?.[1]);
    setTimeout(() => socket.write('HTTP/1.1 304 Not Modified\r\n\r\n'), waitMs);
  });
  expect(await openClient(server.url).poll(CIK, 'a', { waitMs: 50 })).toBeUndefined();
});

test.each([
  ['epoch seconds', '1408088412'],
  ['an HTTP date', 'Fri, 15 Aug 2014 07:40:12 GMT'],
])('Last-Modified may be %s (exosite 9)', async (_form, text) => {
  const { client } = await answering([READ.replace('\r\n\r\n', `\r\nLast-Modified: ${text}\r\n\r\n`)]);
  expect(await client.poll(CIK, 'a', { waitMs: 1 })).toEqual({ value: '1', modifiedAt: 1_408_088_412 });
});

test('passes over informational answers', async () => {
  const { client } = await answering([
    `HTTP/1.1 102 Processing\r\n\r\n`,
    'HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n',
    READ,
  ]);
  expect(await client.read(CIK, ['a'])).toEqual(new Map([['a', '1']]));
});

test('heads without bound are refused, and do not fill memory', async () => {
  const line = `X-Filler: ${'x'.repeat(1_000)}\r\n`;
  const { client } = await answering(['HTTP/1.1 200 OK\r\n', ...Array.from({ length: 64 }, () => line)]);
  expect(await failureOf(client.read(CIK, ['a']))).toMatchObject({
    code: 'DEVICE_CLIENT_PROTOCOL',
    outcome: 'unknown',
  });
});

test('a write that was sent in full before the reset has an unknown outcome, and is not repeated', async () => {
  const requests: string[] = [];
  const server = await startRawServer((socket, request) => {
    requests.push(request);
    socket.resetAndDestroy();
  });
  const error = await failureOf(openClient(server.url).write(CIK, { a: '1' }));
  expect(error).toMatchObject({ code: 'DEVICE_CLIENT_NETWORK', outcome: 'unknown' });
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatch(/\r\n\r\na=1$/);
});

test('a connection that was closed while idle is replaced: the next write goes out once', async () => {
  const requests: string[] = [];
  const server = await startRawServer((socket, request) => {
    requests.push(request);
    socket.end(EMPTY);
  });
  const client = openClient(server.url);
  await client.write(CIK, { a: '1' });
  await expect.poll(() => server.sockets[0]?.destroyed).toBe(true);
  await client.write(CIK, { a: '2' });
  expect(requests).toHaveLength(2);
});

test('bytes of another request cannot be smuggled in by a value', async () => {
  const requests: string[] = [];
  const server = await startRawServer((socket, request) => {
    requests.push(request);
    socket.write(EMPTY);
  });
  await openClient(server.url).write(CIK, { a: '1\r\n\r\nPOST /provision/activate HTTP/1.1\r\n\r\n' });
  expect(requests).toHaveLength(1);
  expect(requests[0]).toContain('a=1%0D%0A%0D%0APOST+');
});

test('the server of these tests speaks plain TCP', async () => {
  const { server } = await answering([EMPTY]);
  const socket = connect(server.port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\ncontent-length: 3\r\n\r\na=');
  socket.write('1');
  const text = await new Promise<string>((resolve) => {
    socket.once('data', (chunk: Buffer) => {
      resolve(chunk.toString());
    });
  });
  socket.destroy();
  expect(text).toBe(EMPTY);
});
