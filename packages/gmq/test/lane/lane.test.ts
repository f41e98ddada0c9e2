import { expect, test } from 'vitest';
import { createLane } from '../../src/lane/lane.ts';
import type { QueueLimitOptions } from '../../src/options.ts';
import { createLaneContext } from '../fixtures/lane-context.ts';
import { START_MS, turns, until } from '../fixtures/manual-clock.ts';
import { CLIENT, T } from '../fixtures/open-queue.ts';
import { all, createGate, DELIVERED, OFFLINE } from '../fixtures/scripted-upstream.ts';

async function openLane(limits: QueueLimitOptions = {}) {
  const context = await createLaneContext(limits);
  const lane = createLane(context, context.store.ensureClient(CLIENT), { messages: 0, bytes: 0 });
  const write = (alias: string, value: string) => lane.write([{ alias, value }], undefined);
  const empty = () => until(() => lane.status().messages === 0, 'the lane is empty');
  return { context, lane, write, empty };
}

test('a write behind a write of the same alias waits on disk, and goes out after it in its own place', async () => {
  const { context, write, empty } = await openLane();
  const gate = createGate<typeof OFFLINE>();
  context.upstream.onWrite = () => gate.promise;
  const first = write('a', '1');
  expect(await write('a', '2')).toBe('queued');
  await turns(3);
  expect(context.upstream.batches).toEqual([]);
  gate.open(OFFLINE);
  expect(await first).toBe('queued');
  await context.clock.advance(1000);
  await empty();
  expect(context.upstream.sent()).toEqual([`a@${T}=1`, `a@${T + 1}=2`]);
});

test('writes of different aliases go out side by side', async () => {
  const { context, write } = await openLane();
  const gate = createGate<typeof DELIVERED>();
  context.upstream.onWrite = () => gate.promise;
  const writes = [write('a', '1'), write('b', '1')];
  gate.open(DELIVERED);
  expect(await Promise.all(writes)).toEqual(['delivered', 'delivered']);
});

test('with a backlog a write does not wait for the network', async () => {
  const { context, lane, write, empty } = await openLane();
  context.upstream.onWrite = () => Promise.resolve(OFFLINE);
  context.upstream.onDeliver = all(OFFLINE);
  await write('a', '1');
  expect(await write('b', '1')).toBe('queued');
  expect(context.upstream.writes).toHaveLength(1);
  expect(lane.status()).toMatchObject({
    state: 'waiting',
    messages: 2,
    retryAt: START_MS + 1000,
    lastError: 'offline',
  });
  context.upstream.onDeliver = all(DELIVERED);
  context.upstream.onWrite = () => Promise.resolve(DELIVERED);
  await context.clock.advance(1000);
  await empty();
  await context.clock.advance(5000);
  expect(await write('a', '2')).toBe('delivered');
  expect(lane.status()).toMatchObject({ state: 'idle', messages: 0, bytes: 0 });
});

test('what arrives while a batch is under way forms the next one', async () => {
  const { context, lane, empty } = await openLane();
  const gate = createGate();
  context.upstream.onDeliver = async (batch) => {
    await gate.promise;
    return batch.records.map(() => DELIVERED);
  };
  await lane.enqueue([{ alias: 'a', value: '1' }], undefined);
  await until(() => context.upstream.batches.length === 1, 'the first batch');
  await lane.enqueue([{ alias: 'a', value: '2' }], undefined);
  await lane.enqueue([{ alias: 'b', value: '3' }], undefined);
  gate.open();
  await empty();
  expect(context.upstream.batches.map(({ records }) => records.length)).toEqual([1, 2]);
});

test('with a record period, records are collected before they are sent (gwe K139)', async () => {
  const { context, lane, empty } = await openLane({ recordPeriodMs: 10_000 });
  await lane.enqueue([{ alias: 'a', value: '1' }], undefined);
  await lane.enqueue([{ alias: 'a', value: '2' }], undefined);
  await context.clock.advance(9999);
  expect(context.upstream.batches).toEqual([]);
  await context.clock.advance(1);
  await empty();
  expect(context.upstream.batches.map(({ records }) => records.length)).toEqual([2]);
});

test('a lane that is woken tries at once', async () => {
  const { context, lane, empty } = await openLane();
  context.upstream.onDeliver = all(OFFLINE);
  await lane.enqueue([{ alias: 'a', value: '1' }], undefined);
  await lane.resting();
  expect(lane.offline).toBe(true);
  context.upstream.onDeliver = all(DELIVERED);
  lane.wake();
  await empty();
  expect(context.clock.now()).toBe(START_MS);
});

test('an error of the store is a failure to wait for, not the end of the lane', async () => {
  const { context, lane, empty } = await openLane();
  const head = context.store.head.bind(context.store);
  context.store.head = () => {
    throw new Error('disk gone');
  };
  await lane.enqueue([{ alias: 'a', value: '1' }], undefined);
  await lane.resting();
  expect(lane.status().lastError).toBe('disk gone');
  context.store.head = head;
  await context.clock.advance(1000);
  await empty();
});

test('ends with the queue, in the middle of a wait as well', async () => {
  const { context, lane } = await openLane();
  context.upstream.onDeliver = all(OFFLINE);
  await lane.enqueue([{ alias: 'a', value: '1' }], undefined);
  await lane.resting();
  context.stop.abort(new Error('stopping'));
  await lane.ended();
  expect(context.clock.sleepers).toBe(0);
});

test('what was collected once is not collected again after a failure: the backoff alone counts', async () => {
  const { context, lane, empty } = await openLane({ recordPeriodMs: 60_000 });
  context.upstream.onDeliver = all(OFFLINE);
  await lane.enqueue([{ alias: 'a', value: '1' }], undefined);
  await context.clock.advance(60_000);
  await until(() => lane.status().state === 'waiting', 'the failure');
  context.upstream.onDeliver = all(DELIVERED);
  await context.clock.advance(1000);
  await empty();
});

test('records that are collected hold up the writes of their own alias only (gwe K137, K139)', async () => {
  const { context, lane, write } = await openLane({ recordPeriodMs: 10_000 });
  await lane.enqueue([{ alias: 'a', value: '1', timestamp: 7 }], undefined);
  expect(await write('b', '2')).toBe('delivered');
  expect(await write('a', '3')).toBe('queued');
  expect(context.upstream.batches).toEqual([]);
});

test('what a full batch leaves over goes out at once: it was collected with the rest (gwe K139)', async () => {
  const { context, lane, empty } = await openLane({ recordPeriodMs: 60_000, maxBatchRecords: 2 });
  await lane.enqueue(
    ['1', '2', '3'].map((value) => ({ alias: value, value })),
    undefined,
  );
  await empty();
  expect(context.upstream.batches.map(({ records }) => records.length)).toEqual([2, 1]);
});
