import { expect, test } from 'vitest';
import { createLaneState, noteFailure, noteSuccess } from '../../src/lane/state.ts';
import { START_MS } from '../fixtures/manual-clock.ts';
import { createLaneContext } from '../fixtures/lane-context.ts';
import { CLIENT } from '../fixtures/open-queue.ts';

test('starts with what waits and with the seconds that the store remembers', async () => {
  const context = await createLaneContext();
  const client = context.store.ensureClient(CLIENT);
  context.store.commit([{ kind: 'useSeconds', clientId: client.id, run: { alias: 'a', first: 5, last: 6 } }]);
  const state = createLaneState(context, client, 'acme', { messages: 3, bytes: 300 });
  expect(state).toMatchObject({ durable: 3, bytes: 300, failures: 0 });
  expect(state.ledger.nextFree('a', 5)).toBe(7);
});

test('failures add up to longer waits until a success ends them and tells the others', async () => {
  const context = await createLaneContext();
  const state = createLaneState(context, context.store.ensureClient(CLIENT), 'acme', { messages: 0, bytes: 0 });
  noteFailure(context, state, { reason: 'offline', offline: true });
  expect(state).toMatchObject({ failures: 1, retryAt: START_MS + 1000, offline: true, lastError: 'offline' });
  noteFailure(context, state, { reason: 'busy', afterMs: 9000 });
  expect(state).toMatchObject({ failures: 2, retryAt: START_MS + 9000, offline: false });
  noteSuccess(context, state);
  expect(state).toMatchObject({ failures: 0, retryAt: 0, lastError: undefined });
  noteSuccess(context, state);
  expect(context.recoveries()).toBe(1);
});
