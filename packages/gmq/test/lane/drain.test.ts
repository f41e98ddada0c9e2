import { expect, test } from 'vitest';
import { drainOnce } from '../../src/lane/drain.ts';
import { createStoredMessage, storeMessages } from '../../src/lane/inbox.ts';
import { createLaneState } from '../../src/lane/state.ts';
import { createLaneContext } from '../fixtures/lane-context.ts';
import { START_MS, until } from '../fixtures/manual-clock.ts';
import { CLIENT, T } from '../fixtures/open-queue.ts';
import { all, DELIVERED, NO_ANSWER, OFFLINE, REJECTED } from '../fixtures/scripted-upstream.ts';
import type { QueueLimitOptions } from '../../src/options.ts';

async function openDrain(limits: QueueLimitOptions, ...values: string[]) {
  const context = await createLaneContext(limits);
  const state = createLaneState(context, context.store.ensureClient(CLIENT), 'acme', { messages: 0, bytes: 0 });
  const messages = values.map((value) => createStoredMessage(context, state, { alias: 'a', value }, START_MS));
  await storeMessages(context, state, messages);
  return { context, state };
}

const headOf = ({ store }: Awaited<ReturnType<typeof createLaneContext>>) =>
  store.head(1, { maxMessages: 100, maxBytes: 1e6 });

test('delivers the head in order, a second apart, and lets go of it', async () => {
  const { context, state } = await openDrain({}, 'one', 'two');
  await drainOnce(context, state);
  expect(context.upstream.sent()).toEqual([`a@${T}=one`, `a@${T + 1}=two`]);
  expect(headOf(context)).toEqual([]);
  expect(state).toMatchObject({ durable: 0, bytes: 0, failures: 0 });
  expect([context.budget.messages, context.budget.bytes, context.counters.delivered]).toEqual([0, 0, 2]);
});

test('sends no more than a batch may hold', async () => {
  const byCount = await openDrain({ maxBatchRecords: 2 }, 'one', 'two', 'three');
  await drainOnce(byCount.context, byCount.state);
  expect(byCount.context.upstream.batches[0]?.records).toHaveLength(2);
  const byBytes = await openDrain({ maxBatchBytes: 6 }, 'one', 'two', 'three');
  await drainOnce(byBytes.context, byBytes.state);
  expect(byBytes.context.upstream.batches[0]?.records).toHaveLength(2);
  expect(byBytes.state.durable).toBe(1);
});

test('no request leaves before its mark is durable: a crash in it leaves every record pinned', async () => {
  const { context, state } = await openDrain({}, 'one', 'two');
  const seen: string[] = [];
  context.upstream.onDeliver = async () => {
    // What a new process would find if this one died now.
    await context.store.open();
    seen.push(...headOf(context).map(({ fate, timestamp }) => `${fate}@${timestamp}`));
    return [DELIVERED, DELIVERED];
  };
  await drainOnce(context, state);
  expect(seen).toEqual([`maybeRecorded@${T}`, `maybeRecorded@${T + 1}`]);
});

test('an upstream that throws, or answers nothing in time, leaves the fate of the batch unknown', async () => {
  const thrown = await openDrain({}, 'one');
  thrown.context.upstream.onDeliver = () => Promise.reject(new Error('broken'));
  await drainOnce(thrown.context, thrown.state);
  expect(headOf(thrown.context)[0]?.fate).toBe('maybeRecorded');
  expect(thrown.state).toMatchObject({ durable: 1, failures: 1, lastError: 'broken' });

  const hanging = await openDrain({ deliverTimeoutMs: 10 }, 'one');
  hanging.context.upstream.onDeliver = () => new Promise(() => undefined);
  const draining = drainOnce(hanging.context, hanging.state);
  await until(() => hanging.context.clock.sleepers > 0, 'waiting for the answer');
  await hanging.context.clock.advance(10 * 20);
  await draining;
  expect(headOf(hanging.context)[0]?.fate).toBe('maybeRecorded');
});

test('what failed is kept in place and the lane waits, longer each time', async () => {
  const { context, state } = await openDrain({}, 'one');
  context.upstream.onDeliver = all(OFFLINE);
  await drainOnce(context, state);
  await drainOnce(context, state);
  expect(headOf(context)[0]).toMatchObject({ fate: 'unsent', timestamp: T });
  expect(state).toMatchObject({ durable: 1, failures: 2, retryAt: START_MS + 2000, offline: true });
});

test('an answer is written down however often the disk refuses, before anything else is sent', async () => {
  const { context, state } = await openDrain({}, 'one');
  const commit = context.store.commit.bind(context.store);
  context.upstream.onDeliver = () => {
    let refusals = 2;
    context.store.commit = (changes) => {
      refusals -= 1;
      if (refusals >= 0) throw new Error('disk full');
      commit(changes);
    };
    return Promise.resolve([DELIVERED]);
  };
  const draining = drainOnce(context, state);
  await until(() => state.failures === 1, 'the first refusal');
  await context.clock.advance(1000);
  await until(() => state.failures === 2, 'the second refusal');
  await context.clock.advance(2000);
  await draining;
  expect(headOf(context)).toEqual([]);
  expect(state.durable).toBe(0);
});

test('rejected values become dead letters, the oldest of which give way', async () => {
  const { context, state } = await openDrain({ maxDeadLetters: 1 }, 'one', 'two');
  context.upstream.onDeliver = all(REJECTED);
  await drainOnce(context, state);
  expect(context.store.deadLetters(10).map(({ value, reason }) => [Buffer.from(value).toString(), reason])).toEqual([
    ['two', 'bad value'],
  ]);
  expect(context.counters).toMatchObject({ deadLetters: 1, deadDropped: 1 });
  expect(state.durable).toBe(0);
});

test('a lane full of values of one second empties itself, crowded ones into the dead letters', async () => {
  const { context, state } = await openDrain({ maxShiftSeconds: 1 }, 'one', 'two', 'three');
  await drainOnce(context, state);
  expect(context.upstream.sent()).toEqual([`a@${T}=one`, `a@${T + 1}=two`]);
  expect(context.store.deadLetters(10)).toHaveLength(1);
  expect(state.durable).toBe(0);
});

test('an unknown fate survives attempts that fail for certain', async () => {
  const { context, state } = await openDrain({}, 'one');
  context.upstream.onDeliver = all(NO_ANSWER);
  await drainOnce(context, state);
  context.upstream.onDeliver = all(OFFLINE);
  await drainOnce(context, state);
  expect(headOf(context)[0]?.fate).toBe('maybeRecorded');
});

test('a count that the store does not confirm is corrected: the lane does not spin', async () => {
  const { context, state } = await openDrain({}, 'one');
  context.store.commit([{ kind: 'remove', clientId: 1, id: 1 }]);
  await drainOnce(context, state);
  expect([state.durable, state.bytes, context.budget.messages, context.budget.bytes]).toEqual([0, 0, 0, 0]);
});

test('more urgent values leave first, each kind in a batch of its own (design 4.4)', async () => {
  const { context, state } = await openDrain({}, 'one', 'two');
  const urgent = createStoredMessage(context, state, { alias: 'b', value: 'now', priority: 9 }, START_MS);
  await storeMessages(context, state, [urgent]);
  await drainOnce(context, state);
  await drainOnce(context, state);
  expect(context.upstream.batches.map(({ records }) => records.map(({ alias }) => alias))).toEqual([['b'], ['a', 'a']]);
});

test('values that have waited too long are dropped and counted, before anything else is asked for', async () => {
  const { context, state } = await openDrain({ maxAgeMs: 5000 }, 'one', 'two');
  await context.clock.advance(5000);
  await storeMessages(context, state, [
    createStoredMessage(context, state, { alias: 'b', value: 'short', ttlMs: 1 }, context.clock.now()),
    createStoredMessage(context, state, { alias: 'b', value: 'long' }, context.clock.now()),
  ]);
  await context.clock.advance(1000);
  await drainOnce(context, state);
  expect([context.upstream.batches, context.counters.dropped.expired, state.durable]).toEqual([[], 3, 1]);
  await drainOnce(context, state);
  expect(context.upstream.sent()).toHaveLength(1);
});

test('nothing leaves before the platform’s time is known (design 4.6)', async () => {
  const { context, state } = await openDrain({}, 'one');
  const ensure = () => Promise.resolve({ kind: 'retry', reason: 'down' } as const);
  const time = { ...context.time, isSettled: () => false, ensure };
  await drainOnce({ ...context, time }, state);
  expect(context.upstream.batches).toEqual([]);
  expect(state).toMatchObject({ failures: 1, lastError: 'down', durable: 1 });
});
