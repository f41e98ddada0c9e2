import { expect, test } from 'vitest';
import type { DeliveryOutcome, Fate } from '../../src/index.ts';
import { createSecondsLedger } from '../../src/lane/seconds.ts';
import { MAX_CONFLICTS, settleBatch } from '../../src/lane/settle.ts';
import { CONFLICT, DELIVERED, NO_ANSWER, OFFLINE, REJECTED } from '../fixtures/scripted-upstream.ts';
import { messageOf } from '../fixtures/stored-message.ts';

function settle(outcomes: readonly DeliveryOutcome[], given: { fate?: Fate; conflicts?: number } = {}) {
  const ledger = createSecondsLedger([]);
  const placed = outcomes.map((_outcome, index) => {
    const message = messageOf({ id: index + 1, timestamp: 100 + index, ...given });
    return { message, record: message };
  });
  return { ...settleBatch(placed, outcomes, ledger, 5000), ledger };
}

test('what is delivered is removed, and its seconds are remembered in one row per alias', () => {
  const { changes, delivered, failure, ledger } = settle([DELIVERED, DELIVERED]);
  expect(changes).toEqual([
    { kind: 'remove', clientId: 1, id: 1 },
    { kind: 'remove', clientId: 1, id: 2 },
    { kind: 'useSeconds', clientId: 1, run: { alias: 'a', first: 100, last: 101 } },
    { kind: 'answered', clientId: 1 },
  ]);
  expect(delivered).toHaveLength(2);
  expect(failure).toBeUndefined();
  expect(ledger.nextFree('a', 100)).toBe(102);
});

test('a value that certainly did not arrive is not touched: the disk is not written for every failed attempt', () => {
  const { changes, failure } = settle([OFFLINE]);
  expect(changes).toEqual([{ kind: 'answered', clientId: 1 }]);
  expect(failure).toBe(OFFLINE);
});

test('a value whose fate is unknown is pinned to its second', () => {
  expect(settle([NO_ANSWER]).changes[0]).toMatchObject({ kind: 'update', timestamp: 100, fate: 'maybeRecorded' });
  expect(settle([NO_ANSWER], { fate: 'maybeWritten' }).changes[0]).toMatchObject({ fate: 'maybeRecorded' });
  expect(settle([NO_ANSWER], { fate: 'maybeRecorded' }).changes).toEqual([{ kind: 'answered', clientId: 1 }]);
});

test.each(['maybeRecorded', 'maybeWritten'] as const)(
  'a conflict of a %s value means that it has arrived (exosite 2.5)',
  (fate) => {
    expect(settle([CONFLICT], { fate }).delivered).toHaveLength(1);
  },
);

test('a conflict with the value of somebody else moves the value on, and nobody else tries that second', () => {
  for (const given of [{}, { fate: 'maybeWritten' as const }]) {
    const { changes, delivered, ledger } = settle([{ kind: 'conflict', foreign: true }], given);
    expect(delivered).toEqual([]);
    expect(changes[0]).toMatchObject({ kind: 'update', fate: 'unsent', conflicts: 1 });
    expect(ledger.nextFree('a', 100)).toBe(101);
  }
  expect(settle([CONFLICT]).changes[0]).toMatchObject({ kind: 'update', fate: 'unsent', conflicts: 1 });
});

test('too many conflicts end in the dead letters, not in a loop', () => {
  const { changes, buried } = settle([CONFLICT], { conflicts: MAX_CONFLICTS });
  expect(changes[0]).toMatchObject({ kind: 'bury', id: 1 });
  expect(buried).toHaveLength(1);
});

test('a rejected value goes to the dead letters with the reason, its neighbours are removed (gwe N5)', () => {
  const { changes, buried } = settle([REJECTED, DELIVERED]);
  expect(changes[0]).toEqual({ kind: 'bury', clientId: 1, id: 1, reason: 'bad value', at: 5000 });
  expect(buried[0]?.reason).toBe('bad value');
  expect(changes[1]).toMatchObject({ kind: 'remove', id: 2 });
});

test('a missing outcome counts as unknown', () => {
  const message = messageOf({ id: 1 });
  const { changes, failure } = settleBatch([{ message, record: message }], [], createSecondsLedger([]), 0);
  expect(changes[0]).toMatchObject({ kind: 'update', fate: 'maybeRecorded' });
  expect(failure?.kind).toBe('retry');
});

test('the longest wait that the platform asks for counts', () => {
  const { failure } = settle([
    { ...OFFLINE, afterMs: 10 } as DeliveryOutcome,
    { ...OFFLINE, afterMs: 500 } as DeliveryOutcome,
    OFFLINE,
  ]);
  expect(failure?.afterMs).toBe(500);
});
