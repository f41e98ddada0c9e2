import { expect, test } from 'vitest';
import { forwardWrite, mayForward } from '../../src/lane/forward.ts';
import { createLaneState } from '../../src/lane/state.ts';
import { createLaneContext, type TestContext } from '../fixtures/lane-context.ts';
import { START_MS, until } from '../fixtures/manual-clock.ts';
import { CLIENT, T } from '../fixtures/open-queue.ts';
import { all, CONFLICT, createGate, DELIVERED, NO_ANSWER, OFFLINE, REJECTED } from '../fixtures/scripted-upstream.ts';

const A = [['a', '1']] as const;
const never = new AbortController().signal;

async function openForward(given: Partial<TestContext> = {}) {
  const context = { ...(await createLaneContext()), ...given };
  const state = createLaneState(context, context.store.ensureClient(CLIENT), 'acme', { messages: 0, bytes: 0 });
  const stored = () => context.store.head(1, { maxMessages: 100, maxBytes: 1e6 });
  return { context, state, stored };
}

test('a delivered write never touches the disk', async () => {
  const { context, state, stored } = await openForward();
  expect(await forwardWrite(context, state, A, START_MS, never)).toBe('delivered');
  expect(context.upstream.writes).toEqual([{ client: CLIENT, values: [['a', Buffer.from('1')]] }]);
  expect(stored()).toEqual([]);
  expect(context.counters.delivered).toBe(1);
});

test.each([
  ['did not arrive', OFFLINE, 'unsent'],
  ['may have arrived', NO_ANSWER, 'maybeWritten'],
  ['found its second taken', CONFLICT, 'unsent'],
] as const)(
  'a write that %s is durable at the time of its request before the caller is told (gwe K137)',
  async (_what, outcome, fate) => {
    const { context, state, stored } = await openForward();
    context.upstream.onWrite = () => Promise.resolve(outcome);
    expect(await forwardWrite(context, state, A, START_MS + 1500, never)).toBe('queued');
    expect(stored()).toMatchObject([{ alias: 'a', timestamp: T + 1, fate, given: false }]);
  },
);

test('a write that the platform refuses for good is refused, not queued (gwe K138)', async () => {
  const { context, state, stored } = await openForward();
  context.upstream.onWrite = () => Promise.resolve(REJECTED);
  await expect(forwardWrite(context, state, A, START_MS, never)).rejects.toMatchObject({
    code: 'GMQ_REJECTED',
    message: expect.stringContaining('bad value') as string,
  });
  expect(stored()).toEqual([]);
  expect(state.retryAt).toBe(0);
});

test('after a failure nobody else waits for the network: the lane is marked before the disk is written', async () => {
  const { context, state } = await openForward();
  context.upstream.onWrite = () => Promise.resolve(OFFLINE);
  const commit = context.store.commit.bind(context.store);
  let allowed: boolean | undefined;
  context.store.commit = (changes) => {
    allowed = mayForward(context, state, [['b', '1']], START_MS);
    commit(changes);
  };
  await forwardWrite(context, state, A, START_MS, never);
  expect(allowed).toBe(false);
  expect(mayForward(context, state, [['b', '1']], START_MS + 10_000)).toBe(false);
});

test('a caller that gives up gets its reason; its value is not queued', async () => {
  const { context, state, stored } = await openForward();
  context.upstream.onWrite = () => new Promise(() => undefined);
  const controller = new AbortController();
  const reason = new Error('enough');
  const writing = forwardWrite(context, state, A, START_MS, controller.signal);
  controller.abort(reason);
  await expect(writing).rejects.toBe(reason);
  expect(stored()).toEqual([]);
  expect(state.forwarding.size).toBe(0);
  expect(state.failures).toBe(0);
});

test('a stop in the middle of a write stores it with its fate unknown and answers', async () => {
  const { context, state, stored } = await openForward();
  context.upstream.onWrite = () => new Promise(() => undefined);
  const writing = forwardWrite(context, state, A, START_MS, undefined);
  context.stop.abort(new Error('stopping'));
  expect(await writing).toBe('queued');
  expect(stored()).toMatchObject([{ fate: 'maybeWritten' }]);
});

test('an upstream that never answers keeps the application no longer than the bound', async () => {
  const { context, state, stored } = await openForward();
  context.upstream.onWrite = () => new Promise(() => undefined);
  const writing = forwardWrite(context, state, A, START_MS, undefined);
  await until(() => context.clock.sleepers > 0, 'waiting for the answer');
  await context.clock.advance(2 * context.limits.forwardTimeoutMs);
  expect(await writing).toBe('queued');
  expect(stored()).toMatchObject([{ fate: 'maybeWritten', timestamp: T }]);
});

test('a full queue is the caller’s business: nothing is acknowledged', async () => {
  const { context, state } = await openForward();
  context.upstream.onWrite = () => Promise.resolve(OFFLINE);
  context.budget.add(context.limits.maxMessages, 0);
  await expect(forwardWrite(context, state, A, START_MS, undefined)).rejects.toMatchObject({ code: 'GMQ_FULL' });
});

test('may not overtake what waits, what is under way, or a value of the same second (exosite 2.1)', async () => {
  const { context, state } = await openForward();
  const may = (values: readonly (readonly [string, string])[] = A, now = START_MS) =>
    mayForward(context, state, values, now);
  expect(may()).toBe(true);
  expect(
    may([
      ['a', '1'],
      ['a', '2'],
    ]),
  ).toBe(false);

  const gate = createGate<typeof DELIVERED>();
  context.upstream.onWrite = () => gate.promise;
  const writing = forwardWrite(context, state, A, START_MS, undefined);
  expect([may(), may([['b', '1']])]).toEqual([false, true]);
  gate.open(DELIVERED);
  await writing;
  expect([may(), may(A, START_MS + 999), may(A, START_MS + 1000)]).toEqual([false, false, true]);

  state.durable = 1;
  state.waitingAliases = new Set(['b']);
  expect([may([['b', '1']]), may([['c', '1']])]).toEqual([false, true]);
  state.failures = 1;
  expect(may([['c', '1']])).toBe(false);
  state.failures = 0;
  state.waitingAliases = undefined;
  expect(may([['c', '1']])).toBe(false);
  state.durable = 0;
  state.sending = true;
  expect(may([['b', '1']])).toBe(false);
});

test('a write counts for every second from its request to its answer: it lies in one of them', async () => {
  const { context, state } = await openForward();
  context.upstream.onWrite = async () => {
    await context.clock.advance(2000);
    return DELIVERED;
  };
  await forwardWrite(context, state, A, START_MS, undefined);
  expect(state.ledger.nextFree('a', T)).toBe(T + 3);
});

test('forwarded as a record, an unanswered write is pinned to its second (design 4.4)', async () => {
  const { context, state, stored } = await openForward({ forwardAsWrite: false });
  context.upstream.onDeliver = all(NO_ANSWER);
  expect(await forwardWrite(context, state, A, START_MS, undefined)).toBe('queued');
  expect(context.upstream.writes).toEqual([]);
  expect(context.upstream.sent()).toEqual([`a@${T}=1`]);
  expect(stored()).toMatchObject([{ fate: 'maybeRecorded', timestamp: T }]);
});

test('a write without an answer keeps its seconds from later values, also if it is given up', async () => {
  const { context, state } = await openForward();
  const controller = new AbortController();
  context.upstream.onWrite = async () => {
    await context.clock.advance(1000);
    controller.abort(new Error('enough'));
    return NO_ANSWER;
  };
  await expect(forwardWrite(context, state, A, START_MS, controller.signal)).rejects.toThrow('enough');
  expect(state.ledger.nextFree('a', T)).toBe(T + 2);
});
