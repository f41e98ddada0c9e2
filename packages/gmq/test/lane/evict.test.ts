import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import { drainOnce } from '../../src/lane/drain.ts';
import { createStoredMessage, storeMessages } from '../../src/lane/inbox.ts';
import { createLaneState, type LaneState } from '../../src/lane/state.ts';
import type { QueueLimitOptions } from '../../src/options.ts';
import { createLaneContext, type TestContext } from '../fixtures/lane-context.ts';
import { START_MS } from '../fixtures/manual-clock.ts';
import { CLIENT, openQueue, OTHER } from '../fixtures/open-queue.ts';
import { all, DELIVERED, OFFLINE } from '../fixtures/scripted-upstream.ts';

const ALL = { maxMessages: 1000, maxBytes: 1e6 };

async function openFull(limits: QueueLimitOptions) {
  const context = await createLaneContext(limits, { whenFull: 'dropOldest' });
  const open = (client: typeof CLIENT) =>
    createLaneState(context, context.store.ensureClient(client), client.serial, { messages: 0, bytes: 0 });
  return { context, mine: open(CLIENT), other: open(OTHER) };
}

function put(context: TestContext, state: LaneState, value: string, priority = 0): Promise<void> {
  return storeMessages(context, state, [
    createStoredMessage(context, state, { alias: 'a', value, priority }, START_MS),
  ]);
}

const held = ({ store }: TestContext, { client }: LaneState): string[] =>
  store.head(client.id, ALL).map(({ value }) => Buffer.from(value).toString());

test('a full queue drops the oldest, in one commit with what comes, counted and told (design 4.4)', async () => {
  const { context, mine } = await openFull({ maxMessages: 3 });
  const events: unknown[] = [];
  const listen = (event: unknown): void => void events.push(event);
  subscribe('gmq:message:dropped', listen);
  onTestFinished(() => void unsubscribe('gmq:message:dropped', listen));
  for (const value of ['1', '2', '3', '4']) await put(context, mine, value);
  // At the same time: each finds a victim of its own.
  await Promise.all(['5', '6'].map((value) => put(context, mine, value)));
  expect(held(context, mine)).toEqual(['4', '5', '6']);
  expect(context.budget.messages).toBe(3);
  expect([mine.durable, mine.bytes]).toEqual([3, context.budget.bytes]);
  expect(context.counters.dropped.evicted).toBe(3);
  expect(events).toHaveLength(3);
});

test('whoever has most gives way, and the least urgent first', async () => {
  const { context, mine, other } = await openFull({ maxMessages: 5 });
  await put(context, mine, 'urgent', 5);
  for (const value of ['1', '2', '3']) await put(context, mine, value);
  for (const value of ['x', 'y', 'z']) await put(context, other, value);
  expect(held(context, mine)).toEqual(['urgent', '3']);
  expect(held(context, other)).toEqual(['x', 'y', 'z']);
});

test('what is under way is not dropped', async () => {
  const { context, mine } = await openFull({ maxMessages: 3, maxBatchRecords: 2 });
  for (const value of ['1', '2', '3']) await put(context, mine, value);
  context.upstream.onDeliver = async () => {
    await put(context, mine, '4');
    return [DELIVERED, DELIVERED];
  };
  await drainOnce(context, mine);
  expect(held(context, mine)).toEqual(['4']);
  expect([mine.durable, context.budget.messages, context.counters.delivered]).toEqual([1, 1, 2]);
});

test('a commit that fails drops nothing', async () => {
  const { context, mine } = await openFull({ maxMessages: 1 });
  await put(context, mine, '1');
  const commit = context.store.commit.bind(context.store);
  context.store.commit = () => {
    throw new Error('disk full');
  };
  await expect(put(context, mine, '2')).rejects.toThrow('disk full');
  context.store.commit = commit;
  expect([held(context, mine), mine.durable, context.budget.messages]).toEqual([['1'], 1, 1]);
  await put(context, mine, '3');
  expect(held(context, mine)).toEqual(['3']);
});

test('bytes count as well, and what can never fit is refused', async () => {
  const { context, mine } = await openFull({ maxBytes: 400 });
  for (const value of ['1', '2', '3', '4']) await put(context, mine, value.repeat(40));
  await put(context, mine, '5'.repeat(200));
  expect(context.budget.bytes).toBeLessThanOrEqual(400);
  expect(held(context, mine).at(-1)).toBe('5'.repeat(200));
  await expect(put(context, mine, 'x'.repeat(400))).rejects.toMatchObject({ code: 'GMQ_FULL' });
  expect(held(context, mine)).toContain('5'.repeat(200));
});

test('with too little free disk nothing is taken, or as much dropped as comes (design 4.4)', async () => {
  const refusing = await createLaneContext();
  const short = { ...refusing, freeSpace: { isShort: () => true } };
  const state = createLaneState(short, short.store.ensureClient(CLIENT), 'acme', { messages: 0, bytes: 0 });
  await expect(put(short, state, '1')).rejects.toMatchObject({ code: 'GMQ_FULL', retryAfterMs: 10_000 });

  const { context, mine } = await openFull({});
  await put(context, mine, '1');
  await put({ ...context, freeSpace: { isShort: () => true } }, mine, '2');
  expect(held(context, mine)).toEqual(['2']);
});

test('through the whole queue: the newest values arrive', async () => {
  const { queue, upstream } = await openQueue({ maxMessages: 2, whenFull: 'dropOldest' });
  upstream.onDeliver = all(OFFLINE);
  await queue.enqueue(['1', '2'].map((value) => ({ client: CLIENT, alias: value, value })));
  await queue.drain();
  await queue.enqueue({ client: CLIENT, alias: '3', value: '3' });
  upstream.onDeliver = all(DELIVERED);
  upstream.batches.length = 0;
  await queue.drain();
  expect(upstream.sent().map((sent) => sent.slice(-1))).toEqual(['2', '3']);
  expect(queue.stats()).toMatchObject({ messages: 0, bytes: 0, dropped: { evicted: 1 } });
});
