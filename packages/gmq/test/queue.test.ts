import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMemoryStore, createQueue } from '../src/index.ts';
import { START_MS, until } from './fixtures/manual-clock.ts';
import { CLIENT, openQueue, OTHER, T, writeOf } from './fixtures/open-queue.ts';
import { all, createScriptedUpstream, DELIVERED, NO_ANSWER, OFFLINE } from './fixtures/scripted-upstream.ts';
import { createScratch } from './fixtures/scratch.ts';

test('records go out at their own times, those of each client in order', async () => {
  const { queue, upstream } = await openQueue();
  await queue.enqueue([
    { client: CLIENT, alias: 'a', value: 'new', timestamp: 200 },
    { client: OTHER, alias: 'a', value: 'other' },
    { client: CLIENT, alias: 'a', value: 'old', timestamp: 100 },
  ]);
  await until(() => queue.stats().messages === 0, 'delivered');
  const mine = upstream.batches.filter(
    ({ client }) => client === CLIENT || ('serial' in client && client.serial === '0001'),
  );
  expect(mine.flatMap(({ records }) => records.map(({ timestamp }) => timestamp))).toEqual([200, 100]);
  expect(queue.stats()).toMatchObject({ delivered: 3, queued: 3, bytes: 0 });
});

test('an outage queues writes at the times of their requests, and they arrive in that order (gwe K137)', async () => {
  const { queue, upstream, clock } = await openQueue();
  upstream.onWrite = () => Promise.resolve(OFFLINE);
  upstream.onDeliver = all(OFFLINE);
  for (const value of ['1', '2', '3']) {
    expect(await queue.write(writeOf({ a: value }))).toBe('queued');
    await clock.advance(100);
  }
  upstream.batches.length = 0;
  upstream.onDeliver = all(DELIVERED);
  const stats = await queue.drain();
  expect(stats.messages).toBe(0);
  expect(upstream.sent()).toEqual([`a@${T}=1`, `a@${T + 1}=2`, `a@${T + 2}=3`]);
});

test('a record without an answer is sent again at the same second, and a conflict then means that it is there', async () => {
  const { queue, upstream } = await openQueue();
  upstream.onDeliver = all(NO_ANSWER);
  await queue.enqueue({ client: CLIENT, alias: 'a', value: '1' });
  await queue.drain();
  upstream.onDeliver = all({ kind: 'conflict' });
  expect((await queue.drain()).messages).toBe(0);
  expect(new Set(upstream.sent())).toEqual(new Set([`a@${T}=1`]));
  expect(queue.stats()).toMatchObject({ delivered: 1, deadLetters: 0 });
});

test('a full queue refuses and says when to come back; nothing of the request is taken (design 4.4)', async () => {
  const { queue, upstream } = await openQueue({ maxMessages: 2 });
  upstream.onDeliver = all(OFFLINE);
  await queue.enqueue({ client: CLIENT, alias: 'a', value: '1' });
  const two = ['2', '3'].map((value) => ({ client: CLIENT, alias: 'a', value }));
  await expect(queue.enqueue(two)).rejects.toMatchObject({ code: 'GMQ_FULL', retryAfterMs: 10_000 });
  expect(queue.stats().messages).toBe(1);
});

test('a caller that aborts before its message is on disk takes it back', async () => {
  const { queue } = await openQueue();
  const controller = new AbortController();
  const reason = new Error('enough');
  const enqueuing = queue.enqueue({ client: CLIENT, alias: 'a', value: '1' }, { signal: controller.signal });
  controller.abort(reason);
  await expect(enqueuing).rejects.toBe(reason);
  expect(queue.stats().messages).toBe(0);
  await expect(queue.write(writeOf({ a: '1' }), { signal: controller.signal })).rejects.toBe(reason);
  await expect(queue.drain({ signal: controller.signal })).rejects.toBe(reason);
});

test('takes nothing before it runs and after it has stopped', async () => {
  const queue = createQueue({ store: createMemoryStore(), upstream: createScriptedUpstream() });
  await expect(queue.enqueue({ client: CLIENT, alias: 'a', value: '1' })).rejects.toMatchObject({
    code: 'GMQ_NOT_RUNNING',
  });
  await queue.start();
  await queue.start();
  await queue.stop();
  await queue.stop();
  await expect(queue.write(writeOf({ a: '1' }))).rejects.toMatchObject({ code: 'GMQ_NOT_RUNNING' });
  expect(() => queue.stats()).toThrow(expect.objectContaining({ code: 'GMQ_NOT_RUNNING' }));
  await expect(queue.start()).rejects.toThrow(TypeError);
});

test('a stop makes durable what it finds waiting, and the next start delivers it', async () => {
  const path = join(createScratch(), 'gmq.db');
  const offline = createScriptedUpstream();
  offline.onWrite = () => new Promise(() => undefined);
  const first = createQueue({ path, upstream: offline });
  await first.start();
  const acknowledged = Promise.all([
    first.write(writeOf({ a: 'forwarding' })),
    first.enqueue({ client: CLIENT, alias: 'b', value: 'waiting', timestamp: 100 }),
  ]);
  await first.stop();
  await acknowledged;
  expect(offline.batches).toEqual([]);

  const upstream = createScriptedUpstream();
  const second = createQueue({ path, upstream });
  await second.start();
  expect((await second.drain()).messages).toBe(0);
  await second.stop();
  expect(upstream.sent()).toEqual([expect.stringMatching(/^a@\d+=forwarding$/), 'b@100=waiting']);
});

test('needs exactly one of path and store', () => {
  const upstream = createScriptedUpstream();
  expect(() => createQueue({ upstream })).toThrow(TypeError);
  expect(() => createQueue({ upstream, path: 'x', store: createMemoryStore() })).toThrow(TypeError);
});

test('refuses mistakes of the caller at once', async () => {
  const { queue } = await openQueue();
  await expect(queue.write({ client: CLIENT, values: [] })).rejects.toThrow(TypeError);
  await expect(queue.enqueue({ client: CLIENT, alias: '', value: '' })).rejects.toThrow(TypeError);
  await expect(queue.enqueue({ client: { cik: 'short' }, alias: 'a', value: '' })).rejects.toThrow(TypeError);
});

test('a failed lane shows in the stats, without a CIK', async () => {
  const { queue, upstream } = await openQueue();
  upstream.onDeliver = all(OFFLINE);
  await queue.enqueue({ client: { cik: 'c1d2'.repeat(10) }, alias: 'a', value: '1' });
  await until(() => queue.stats().clients[0]?.state === 'waiting', 'the failure');
  expect(queue.stats().clients).toEqual([
    {
      client: 'CIK c1d2c1d2…',
      messages: 1,
      bytes: 66,
      state: 'waiting',
      retryAt: START_MS + 1000,
      lastError: 'offline',
    },
  ]);
  expect(queue.deadLetters()).toEqual([]);
});
