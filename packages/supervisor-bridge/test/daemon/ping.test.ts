import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { askPid } from '../../src/daemon/ping.ts';
import { temporaryFolder } from '../support/folders.ts';

async function listen(handler: RequestListener): Promise<string> {
  const path = join(temporaryFolder(), 's');
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return path;
}

test('nobody there, nonsense, an endless answer and none at all are no process id', async () => {
  expect(await askPid('/tmp/sb-none.sock', 1000)).toBeUndefined();
  const nonsense = await listen((_request, response) => response.end('<html>'));
  expect(await askPid(nonsense, 1000)).toBeUndefined();
  const endless = await listen((_request, response) => {
    response.write('x'.repeat(100_000));
  });
  expect(await askPid(endless, 1000)).toBeUndefined();
  const silent = await listen(() => undefined);
  expect(await askPid(silent, 50)).toBeUndefined();
});

test('reads the process id, and sends its length as supervisord demands (supervisord 4)', async () => {
  const path = await listen((request, response) => {
    const good = request.headers['content-length'] !== undefined && request.url === '/RPC2';
    response.end(
      good ? '<methodResponse><params><param><value><int>4711</int></value></param></params></methodResponse>' : '',
    );
  });
  expect(await askPid(path, 1000)).toBe(4711);
});
