import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  acceptValue,
  appendStatus,
  confirmCleared,
  confirmStatus,
  EMPTY_UPDATE_STATE,
  finishEntry,
  forgetSettled,
  MAX_STATUS_CHARACTERS,
  nextEntry,
} from '../../src/update/update-state.ts';

const A = { id: '1', action: 'install', name: 'a.v1.tar.gz' } as const;
const B = { id: '2', action: 'install', name: 'b.v1.tar.gz' } as const;
const entries = [A, B];
const TEXT = '{"install":[{"name":"a.v1.tar.gz"},{"name":"b.v1.tar.gz"}]}';

test('a command read twice before it was cleared is one command (otau 3.8)', () => {
  const once = acceptValue(EMPTY_UPDATE_STATE, 'engine_fetch', TEXT, { entries });
  expect(acceptValue(once, 'engine_fetch', TEXT, { entries })).toBe(once);
});

test('the same command after it was cleared is a new one: reinstalling is allowed (gwe 76)', () => {
  const first = confirmCleared(acceptValue(EMPTY_UPDATE_STATE, 'engine_fetch', TEXT, { entries }), ['engine_fetch']);
  expect(acceptValue(first, 'engine_fetch', TEXT, { entries }).entries).toHaveLength(4);
});

test('nothing is installed while the platform could hand out the same command again', () => {
  const taken = acceptValue(EMPTY_UPDATE_STATE, 'engine_fetch', TEXT, { entries });
  expect(nextEntry(taken)).toBeUndefined();
  expect(nextEntry(confirmCleared(taken, ['engine_fetch']))).toEqual(A);
});

test('entries are installed in their order, and each result is kept', () => {
  let state = confirmCleared(acceptValue(EMPTY_UPDATE_STATE, 'engine_fetch', TEXT, { entries }), ['engine_fetch']);
  expect(nextEntry(state)).toEqual(A);
  state = finishEntry(state, 'a is done');
  expect(nextEntry(state)).toEqual(B);
  expect(finishEntry(state, 'b failed')).toEqual({
    uncleared: {},
    entries: [],
    settled: ['1', '2'],
    status: 'a is done\nb failed',
  });
});

test('what has ended is remembered until the installer has forgotten it', () => {
  const state = { ...EMPTY_UPDATE_STATE, settled: ['1', '2', '3'] };
  expect(forgetSettled(state, ['1', '3']).settled).toEqual(['2']);
});

test('what was added while a status was on its way is still to be told (gwe N6)', () => {
  const sent = appendStatus(EMPTY_UPDATE_STATE, 'first');
  expect(confirmStatus(appendStatus(sent, 'second'), 'first').status).toBe('second');
  expect(confirmStatus(sent, 'first').status).toBe('');
  expect(confirmStatus(sent, 'something else').status).toBe('first');
});

test('a status never grows beyond its bound, and keeps what is newest', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 40_000 }), { maxLength: 6 }), (texts) => {
      const { status } = texts.reduce(appendStatus, EMPTY_UPDATE_STATE);
      expect(status.length).toBeLessThanOrEqual(MAX_STATUS_CHARACTERS);
      expect(status.endsWith(texts.at(-1) ?? '')).toBe(true);
    }),
    { numRuns: 50 },
  );
});
