import { expect, onTestFinished, test } from 'vitest';
import { createMemoryStore, type MessageStore } from '../../src/index.ts';
import { openLanes } from '../../src/lane/lanes.ts';
import { resolveLimits, type QueueLimitOptions } from '../../src/options.ts';
import { createManualClock, START_MS, until } from '../fixtures/manual-clock.ts';
import { CLIENT, OTHER, T } from '../fixtures/open-queue.ts';
import { all, createScriptedUpstream, DELIVERED, OFFLINE } from '../fixtures/scripted-upstream.ts';
import { messageOf } from '../fixtures/stored-message.ts';

async function openAll(store: MessageStore = createMemoryStore(), limits: QueueLimitOptions = {}) {
  await store.open();
  const upstream = createScriptedUpstream();
  const clock = createManualClock();
  const lanes = openLanes({ upstream, clock, random: () => 1 }, resolveLimits(limits), store);
  onTestFinished(() => lanes.end());
  return { lanes, upstream, clock, store };
}

test('goes on with what an earlier run left', async () => {
  const store = createMemoryStore();
  await store.open();
  const { id } = store.ensureClient(CLIENT);
  store.commit([{ kind: 'add', message: messageOf({ id: 41, clientId: id, timestamp: T }) }]);
  store.close();
  const { lanes, upstream } = await openAll(store);
  expect(lanes.context.nextId()).toBe(42);
  await until(() => lanes.context.budget.messages === 0, 'delivered');
  expect(upstream.sent()).toEqual([`a@${T}=v41`]);
});

test('a client has one lane, and there are no more clients than allowed', async () => {
  const { lanes } = await openAll(createMemoryStore(), { maxClients: 1 });
  expect(lanes.of(CLIENT)).toBe(lanes.of({ ...CLIENT }));
  expect(() => lanes.of(OTHER)).toThrow(expect.objectContaining({ code: 'GMQ_TOO_MANY_CLIENTS' }));
});

test('a client that is broken does not hold up another one (design 4.4)', async () => {
  const { lanes, upstream } = await openAll(createMemoryStore(), { maxConcurrentBatches: 2 });
  upstream.onDeliver = (batch) =>
    'serial' in batch.client && batch.client.serial === CLIENT.serial
      ? new Promise(() => undefined)
      : all(DELIVERED)(batch, { signal: lanes.context.signal, timeoutMs: 1 });
  await lanes.of(CLIENT).enqueue([{ alias: 'a', value: '1' }], undefined);
  await lanes.of(OTHER).enqueue([{ alias: 'a', value: '1' }], undefined);
  await until(() => lanes.of(OTHER).status().messages === 0, 'the other one is delivered');
  expect(lanes.of(CLIENT).status().messages).toBe(1);
});

test('whoever gets through first wakes those who wait for the network, and only those', async () => {
  const { lanes, upstream, clock } = await openAll();
  const refused = { kind: 'retry', reason: 'refused', uncertain: false } as const;
  const third = { vendor: 'v', model: 'm', serial: 'third' };
  upstream.onDeliver = (batch) =>
    Promise.resolve(
      batch.records.map(() => ('serial' in batch.client && batch.client.serial === 'third' ? refused : OFFLINE)),
    );
  for (const client of [CLIENT, OTHER, third]) {
    await lanes.of(client).enqueue([{ alias: 'a', value: '1' }], undefined);
    await lanes.of(client).resting();
  }
  await clock.advance(500);
  upstream.onDeliver = all(DELIVERED);
  lanes.of(CLIENT).wake();
  await until(() => lanes.of(OTHER).status().messages === 0, 'the other one is woken');
  expect(lanes.of(third).status()).toMatchObject({ messages: 1, retryAt: START_MS + 1000 });
});

test('forwards nothing in the second of a restart: the run before may have written in it', async () => {
  const store = createMemoryStore();
  await store.open();
  store.ensureClient(CLIENT);
  const { lanes, upstream } = await openAll(store);
  expect(lanes.context.startSecond).toBe(T);
  expect((await openAll()).lanes.context.startSecond).toBeUndefined();
  expect(await lanes.of(CLIENT).write([{ alias: 'a', value: '1' }], undefined)).toBe('queued');
  await until(() => upstream.batches.length === 1, 'delivered');
  expect(upstream.sent()).toEqual([`a@${T + 1}=1`]);
});

test('whose lane it is does not change with the object it was asked for with', async () => {
  const { lanes } = await openAll();
  const given = { ...CLIENT };
  const lane = lanes.of(given);
  given.serial = OTHER.serial;
  expect(lanes.of(CLIENT)).toBe(lane);
  expect(lanes.of(given)).not.toBe(lane);
});
