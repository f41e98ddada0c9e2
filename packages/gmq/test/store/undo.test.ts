import { expect, test } from 'vitest';
import type { StoreChange } from '../../src/index.ts';
import { planUndo } from '../../src/store/undo.ts';
import { messageOf } from '../fixtures/stored-message.ts';

const WAITING = [1, 2, 5].map((id) => messageOf({ id }));
const queries = {
  head: (_clientId: number, { afterId = 0 }) => WAITING.filter(({ id }) => id > afterId).slice(0, 1),
  sendingOf: () => ({ firstId: 1, lastId: 2 }),
};
const remove = (id: number): StoreChange => ({ kind: 'remove', clientId: 1, id });

test('takes away what is added and puts back what is removed, once', () => {
  const changes: StoreChange[] = [{ kind: 'add', message: messageOf({ id: 7 }) }, remove(2), remove(2)];
  expect(planUndo(changes, queries)).toEqual([remove(7), { kind: 'add', message: WAITING[1] }]);
});

test('puts nothing back that was not there', () => {
  expect(planUndo([remove(3)], queries)).toEqual([]);
});

test('an answer that is not written down leaves its batch under way', () => {
  expect(planUndo([{ kind: 'answered', clientId: 1 }], queries)).toEqual([
    { kind: 'sending', clientId: 1, firstId: 1, lastId: 2 },
  ]);
});
