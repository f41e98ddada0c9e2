import { expect, test } from 'vitest';
import { composeBatch } from '../../src/lane/compose.ts';
import { createSecondsLedger } from '../../src/lane/seconds.ts';
import { messageOf } from '../fixtures/stored-message.ts';

const LIMITS = { maxShiftSeconds: 10, sameSecond: 'shift' } as const;
const NOW = 5000;
const emptyLedger = () => createSecondsLedger([]);
const secondsOf = (composition: ReturnType<typeof composeBatch>) =>
  composition.placed.map(({ record }) => record.timestamp);

test('no alias has a second twice, and order is kept (design 4.4)', () => {
  const head = [
    messageOf({ id: 1 }),
    messageOf({ id: 2 }),
    messageOf({ id: 3, timestamp: 101 }),
    messageOf({ id: 4, alias: 'b' }),
  ];
  const composition = composeBatch(head, emptyLedger(), LIMITS, NOW);
  expect(secondsOf(composition)).toEqual([100, 101, 102, 100]);
});

test('what is moved, and what is under way, is durable before it is sent', () => {
  const head = [messageOf({ id: 1 }), messageOf({ id: 2 })];
  expect(composeBatch(head, emptyLedger(), LIMITS, NOW).changes).toEqual([
    { kind: 'update', clientId: 1, id: 2, timestamp: 101, fate: 'unsent', conflicts: 0 },
    { kind: 'sending', clientId: 1, firstId: 1, lastId: 2 },
  ]);
});

test('avoids seconds that were delivered before', () => {
  const ledger = createSecondsLedger([{ alias: 'a', first: 95, last: 102 }]);
  expect(secondsOf(composeBatch([messageOf({ id: 1 })], ledger, LIMITS, NOW))).toEqual([103]);
});

test('a message that may be on the platform keeps its second, and others keep away from it', () => {
  const ledger = createSecondsLedger([{ alias: 'a', first: 99, last: 100 }]);
  const head = [messageOf({ id: 1, timestamp: 99 }), messageOf({ id: 2, timestamp: 101, fate: 'maybeRecorded' })];
  expect(secondsOf(composeBatch(head, ledger, LIMITS, NOW))).toEqual([102, 101]);
});

test('a message for which no second is free near its own is given up, not sent at a made-up time', () => {
  const ledger = createSecondsLedger([{ alias: 'a', first: 100, last: 110 }]);
  const composition = composeBatch([messageOf({ id: 1 }), messageOf({ id: 2, alias: 'b' })], ledger, LIMITS, NOW);
  expect(composition.crowded.map(({ message }) => message.id)).toEqual([1]);
  expect(composition.changes[0]).toMatchObject({ kind: 'bury', id: 1, at: NOW });
  expect(composition.placed.map(({ message }) => message.id)).toEqual([2]);
});

test('nothing to send marks nothing', () => {
  expect(composeBatch([], emptyLedger(), LIMITS, NOW)).toEqual({
    ...{ placed: [], crowded: [], superseded: [], changes: [] },
    retimed: 0,
  });
});
