import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../../src/server/listen.ts';

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
