import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ask, askText, formatAddress } from '../../src/cli/ask.ts';
import { listenOnSocket } from '../../src/server/listen.ts';
import { createScratch } from '../fixtures/scratch.ts';

async function openSocket(status: number) {
  const seen: unknown[] = [];
  const server = createServer((request, response) => {
    seen.push([request.method, request.url, request.headers['x-gmq-control']]);
    response.writeHead(status).end('words');
  });
  const socketPath = join(createScratch(), 'gmq.sock');
  await listenOnSocket(server, socketPath, 0o600);
  onTestFinished(() => void server.close());
  return { seen, address: { host: '127.0.0.1', port: 1, socketPath } };
}

test('asks over a unix socket where there is one, with the header that control needs', async () => {
  const { seen, address } = await openSocket(200);
  expect(await askText(address, { method: 'POST', path: '/x', body: 'y' })).toBe('words');
  expect(seen).toEqual([['POST', '/x', '1']]);
});

test('a refusal is GMQ_NOT_REACHABLE with its words, and so is nobody', async () => {
  const { address } = await openSocket(400);
  await expect(ask(address, { method: 'GET', path: '/x' })).rejects.toMatchObject({
    code: 'GMQ_NOT_REACHABLE',
    message: expect.stringContaining('400: words') as string,
  });
  const nobody = { ...address, socketPath: `${address.socketPath}.not` };
  await expect(ask(nobody, { method: 'GET', path: '/' })).rejects.toMatchObject({ code: 'GMQ_NOT_REACHABLE' });
});

test('addresses are shown as URLs, IPv6 ones in brackets', () => {
  expect(formatAddress({ host: '::1', port: 8090 })).toBe('http://[::1]:8090');
  expect(formatAddress({ host: 'x', port: 1, socketPath: '/s' })).toBe('/s');
});
