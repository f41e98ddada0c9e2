import { expect, test } from 'vitest';
import { createStoredMessage, storeMessages } from '../../src/lane/inbox.ts';
import { createLaneState } from '../../src/lane/state.ts';
import { createLaneContext } from '../fixtures/lane-context.ts';
import { CLIENT, T } from '../fixtures/open-queue.ts';
import { START_MS } from '../fixtures/manual-clock.ts';

async function openInbox(limits: { maxMessages?: number } = {}) {
  const context = await createLaneContext(limits);
  const state = createLaneState(context, context.store.ensureClient(CLIENT), 'acme', { messages: 0, bytes: 0 });
  return { context, state };
}

test('a value without a time gets the second of its request, one with a time keeps it (gwe K137)', async () => {
  const { context, state } = await openInbox();
  const now = createStoredMessage(context, state, { alias: 'a', value: 'ä' }, START_MS + 999);
  expect(now).toMatchObject({ id: 1, timestamp: T, asked: T, given: false, fate: 'unsent' });
  expect(Buffer.from(now.value).toString()).toBe('ä');
  const then = createStoredMessage(context, state, { alias: 'a', value: 'x', timestamp: 7 }, START_MS);
  expect(then).toMatchObject({ id: 2, timestamp: 7, given: true });
});

test('counts a message as entering until it is durable', async () => {
  const { context, state } = await openInbox();
  const stored = storeMessages(context, state, [createStoredMessage(context, state, { alias: 'a', value: 'x' }, 0)]);
  expect([state.entering, state.durable]).toEqual([1, 0]);
  await stored;
  expect([state.entering, state.durable]).toEqual([0, 1]);
  expect(context.store.totals()).toEqual([{ clientId: 1, messages: 1, bytes: state.bytes }]);
  expect(context.budget.bytes).toBe(state.bytes);
});

test('a store that fails leaves nothing counted and nothing promised', async () => {
  const { context, state } = await openInbox();
  context.store.commit = () => {
    throw new Error('disk full');
  };
  const message = createStoredMessage(context, state, { alias: 'a', value: 'x' }, 0);
  await expect(storeMessages(context, state, [message])).rejects.toThrow('disk full');
  expect([state.entering, state.durable, state.bytes, context.budget.messages]).toEqual([0, 0, 0, 0]);
});

test('a full queue takes none of a request', async () => {
  const { context, state } = await openInbox({ maxMessages: 1 });
  const make = () => createStoredMessage(context, state, { alias: 'a', value: 'x' }, 0);
  await expect(storeMessages(context, state, [make(), make()])).rejects.toMatchObject({ code: 'GMQ_FULL' });
  await storeMessages(context, state, [make()]);
  expect(state.durable).toBe(1);
});

test('seconds used by immediate writes go to disk with the next message of the alias', async () => {
  const { context, state } = await openInbox();
  const store = (alias: string) =>
    storeMessages(context, state, [createStoredMessage(context, state, { alias, value: 'x' }, START_MS)]);
  state.ledger.use('a', T, T + 1);
  await store('b');
  expect(context.store.seconds(1)).toEqual([]);
  await store('a');
  expect(context.store.seconds(1)).toEqual([{ alias: 'a', first: T, last: T + 1 }]);
});

test('a write under way may use any second up to its deadline, until it is known which', async () => {
  const { context, state } = await openInbox();
  const message = createStoredMessage(context, state, { alias: 'a', value: 'x' }, START_MS);
  state.forwarding.set('a', T);
  await storeMessages(context, state, [message]);
  expect(context.store.seconds(1)).toEqual([{ alias: 'a', first: T, last: T + 21 }]);
  state.ledger.use('a', T, T);
  expect(state.ledger.takeUnsaved()).toEqual([{ alias: 'a', first: T, last: T }]);
});

test('in the second of a restart a value without a time gets the next one, one with a time keeps it', async () => {
  const { context, state } = await openInbox();
  const restarted = { ...context, startSecond: T };
  const make = (timestamp?: number) =>
    createStoredMessage(restarted, state, { alias: 'a', value: 'x', timestamp }, START_MS);
  expect(make()).toMatchObject({ timestamp: T + 1, asked: T });
  expect(make(T)).toMatchObject({ timestamp: T, asked: T });
});
