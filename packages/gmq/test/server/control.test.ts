import { expect, test } from 'vitest';
import { control, CONTROL_HEADER, isChange, parseControl } from '../../src/server/control.ts';
import { createGmqServer, type MessageQueue } from '../../src/index.ts';
import { onTestFinished } from 'vitest';
import { CLIENT, openQueue } from '../fixtures/open-queue.ts';
import { all, DELIVERED, OFFLINE, REJECTED } from '../fixtures/scripted-upstream.ts';

test.each([
  ['/gmq/messages', 'limit=7', { kind: 'peek', limit: 7 }],
  ['/gmq/messages', 'limit=-1', { kind: 'peek', limit: 100 }],
  ['/gmq/messages', 'limit=99999999', { kind: 'peek', limit: 10_000 }],
  ['/gmq/dead-letters', '', { kind: 'deadLetters', limit: 100 }],
  ['/gmq/export', '', { kind: 'export' }],
  ['/gmq/dead-letters/retry', '', { kind: 'retry' }],
  ['/gmq', '', undefined],
])('%s?%s', (path, query, command) => {
  expect(parseControl(path, new URLSearchParams(query))).toEqual(command);
});

test('only what changes something counts as a change', () => {
  expect([{ kind: 'retry' }, { kind: 'purge' }].every((command) => isChange(command as { kind: 'retry' }))).toBe(true);
  expect(isChange({ kind: 'export' })).toBe(false);
});

async function openWithLetters(): Promise<{ queue: MessageQueue; deliver: () => void }> {
  const { queue, upstream } = await openQueue();
  upstream.onDeliver = all(REJECTED);
  await queue.enqueue(['1', '2', '3'].map((value) => ({ client: CLIENT, alias: value, value, timestamp: 7 })));
  await queue.drain();
  return { queue, deliver: () => (upstream.onDeliver = all(DELIVERED)) };
}

test('purges and retries by id, or all', async () => {
  const { queue, deliver } = await openWithLetters();
  const ids = queue.deadLetters().map(({ id }) => id);
  deliver();
  const ask = async (kind: 'retry' | 'purge', body: string) => (await control(queue, { kind }, Buffer.from(body))).body;
  expect(await ask('purge', `ids=${ids[0]}`)).toBe('{"letters":1}\n');
  expect(await ask('retry', `ids=${ids[1]},99`)).toBe('{"letters":1}\n');
  expect(await ask('retry', '')).toBe('{"letters":1}\n');
  expect(queue.stats().deadLetters).toBe(0);
  expect(await control(queue, { kind: 'purge' }, Buffer.from('ids=all'))).toMatchObject({ status: 400 });
});

test('lists as NDJSON; bytes that are no text come as base64', async () => {
  const { queue, upstream } = await openQueue();
  upstream.onDeliver = all(OFFLINE);
  const bytes = Uint8Array.from([0xff, 0]);
  await queue.enqueue([
    { client: CLIENT, alias: 'a', value: 'é', timestamp: 7 },
    { client: CLIENT, alias: 'b', value: bytes, timestamp: 8, priority: 3 },
  ]);
  const lines = (await control(queue, { kind: 'peek', limit: 10 }, Buffer.alloc(0))).body?.trim().split('\n') ?? [];
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { client: 'acme gateway 0001', alias: 'b', base64: '/wA=', timestamp: 8, priority: 3, maybeSent: false },
    { client: 'acme gateway 0001', alias: 'a', value: 'é', timestamp: 7, priority: 0 },
  ]);
});

test('over HTTP it needs a header that no web page can send; an export comes as a stream', async () => {
  const { queue } = await openWithLetters();
  const server = createGmqServer({ queue, port: 0 });
  await server.start();
  onTestFinished(() => server.stop());
  const ask = (path: string, headers: Record<string, string>) => fetch(`${server.url}${path}`, { headers });
  expect((await ask('/gmq/dead-letters', {})).status).toBe(403);
  const letters = await ask('/gmq/dead-letters', { [CONTROL_HEADER]: '1' });
  expect((await letters.text()).trim().split('\n')).toHaveLength(3);
  const exported = await ask('/gmq/export', { [CONTROL_HEADER]: '1' });
  expect([exported.status, exported.headers.get('content-type'), await exported.text()]).toEqual([
    200,
    'application/x-ndjson; charset=utf-8',
    '',
  ]);
});
