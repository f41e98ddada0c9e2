import { createServer } from 'node:http';
import { once } from 'node:events';

import { createGmq } from '@gateway-engine/gmq';
import { expect, onTestFinished, test } from 'vitest';

import { fetchQueueStatus } from '../../src/status/queue-status.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('asks a real queue for its backlog', async () => {
  const gmq = createGmq({ dataDir: await temporaryFolder(), platformUrl: 'http://127.0.0.1:9', port: 0 });
  onTestFinished(() => gmq.stop());
  await gmq.start();
  await gmq.queue.enqueue({ client: { cik: 'a'.repeat(40) }, alias: 'x', value: '1' });
  expect(await fetchQueueStatus(gmq.url)).toMatchObject({ messages: 1, deadLetters: 0 });
});

test('where nobody answers, or something else does, there is nothing to tell', async () => {
  expect(await fetchQueueStatus('http://127.0.0.1:9')).toBeUndefined();
  const server = createServer((_request, response) => response.end('{"hello":1}'));
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  expect(await fetchQueueStatus(`http://127.0.0.1:${address.port}`)).toBeUndefined();
});

test('an abort is not taken for silence', async () => {
  const reason = new Error('enough');
  await expect(fetchQueueStatus('http://127.0.0.1:9', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
