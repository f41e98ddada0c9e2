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

const anchor = { offsetMs: 1_700_000_000_000, errorMs: 500, sampledMs: 0 };
const boot = { id: 1, isThis: true, anchor };

test('the time of a wrong clock is put right before it leaves, durably and with all that hangs on it (design 4.6)', () => {
  const head = [messageOf({ id: 1, timestamp: 60, expires: 90, monoMs: 7000, boot }), messageOf({ id: 2, alias: 'b' })];
  const { changes, placed, retimed } = composeBatch(head, emptyLedger(), LIMITS, NOW);
  const right = 1_700_000_007;
  expect(changes[0]).toEqual({
    ...{ kind: 'retime', clientId: 1, id: 1, timestamp: right },
    ...{ asked: right, wall: right, expires: right + 30 },
  });
  expect([retimed, placed.map(({ record }) => record.timestamp)]).toEqual([1, [right, 100]]);
});

test('what may be on the platform at a wrong time stays there: sending it elsewhere would double it', () => {
  const pinned = messageOf({ id: 1, timestamp: 60, fate: 'maybeRecorded', boot });
  expect(composeBatch([pinned], emptyLedger(), LIMITS, NOW).placed[0]?.record.timestamp).toBe(60);
});

const values = (composition: ReturnType<typeof composeBatch>) =>
  composition.placed.map(({ record }) => `${record.timestamp}=${Buffer.from(record.value).toString()}`);
const CROWD = [1, 2, 3].map((id) => messageOf({ id }));

test.each([
  ['shift', ['100=v1', '101=v2', '102=v3'], 0, 0],
  ['last', ['100=v3'], 2, 0],
  ['first', ['100=v1'], 2, 0],
  ['reject', ['100=v1'], 0, 2],
] as const)('of values of one second, %s keeps %j (design 4.4)', (sameSecond, kept, gaveWay, buried) => {
  const composition = composeBatch(CROWD, emptyLedger(), { ...LIMITS, sameSecond }, NOW);
  expect(values(composition)).toEqual(kept);
  expect([composition.superseded.length, composition.crowded.length]).toEqual([gaveWay, buried]);
  expect(composition.changes.filter(({ kind }) => kind === 'remove')).toHaveLength(gaveWay);
});

test.each([
  ['last', ['101=v1'], 0, 0],
  ['first', [], 1, 0],
  ['reject', [], 0, 1],
] as const)('a second that the platform has filled already: %s', (sameSecond, kept, gaveWay, buried) => {
  const ledger = createSecondsLedger([{ alias: 'a', first: 100, last: 100 }]);
  const composition = composeBatch([messageOf({ id: 1 })], ledger, { ...LIMITS, sameSecond }, NOW);
  expect([values(composition), composition.superseded.length, composition.crowded.length]).toEqual([
    kept,
    gaveWay,
    buried,
  ]);
});

test('a value that may be on the platform is never what gives way', () => {
  const head = [messageOf({ id: 1, fate: 'maybeRecorded' }), messageOf({ id: 2 }), messageOf({ id: 3 })];
  expect(values(composeBatch(head, emptyLedger(), { ...LIMITS, sameSecond: 'last' }, NOW))).toEqual([
    '100=v1',
    '101=v3',
  ]);
});
