import { once } from 'node:events';
import { connect, createServer } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { createCountingProxy } from '../../src/check-in/counting-proxy.ts';

test('passes everything on and counts it, each way, until it is asked', async () => {
  const echo = createServer((socket) => socket.on('data', () => socket.end('four')));
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  onTestFinished(() => void echo.close());
  const address = echo.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  await using proxy = await createCountingProxy(address.port);
  const client = connect(proxy.port, '127.0.0.1');
  client.write('seventeen letters');
  const [answer] = (await once(client, 'data')) as [Buffer];
  expect(answer.toString()).toBe('four');
  await proxy.hangUp();
  expect(proxy.take()).toEqual({ bytesUp: 17, bytesDown: 4, connections: 1 });
  expect(proxy.take()).toEqual({ bytesUp: 0, bytesDown: 0, connections: 0 });
});
