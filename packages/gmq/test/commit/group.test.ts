import { expect, test } from 'vitest';
import { joinChanges, takeGroup, type Submission } from '../../src/commit/group.ts';
import { messageOf } from '../fixtures/stored-message.ts';

function submission(changes: number, bytes: number, signal?: AbortSignal): Submission {
  const message = messageOf({ id: 1, value: new Uint8Array(bytes) });
  return {
    changes: Array.from({ length: changes }, () => ({ kind: 'add', message })),
    signal,
    resolve: () => undefined,
    reject: () => undefined,
  };
}

test('takes what fits, in order, and never splits what belongs together', () => {
  const [first, second, third] = [submission(4000, 1), submission(4000, 1), submission(1, 1)];
  expect(takeGroup([first, second, third])).toEqual({ group: [first, second], rest: [third] });
  expect(takeGroup([])).toEqual({ group: [], rest: [] });
});

test('a large group ends after 4 MiB of values', () => {
  const large = [1, 2, 3].map(() => submission(1, 3 * 1024 * 1024));
  expect(takeGroup(large)).toEqual({ group: large.slice(0, 2), rest: large.slice(2) });
});

test('what was aborted is in neither part', () => {
  const aborted = submission(1, 1, AbortSignal.abort());
  const kept = submission(1, 1);
  expect(takeGroup([aborted, kept])).toEqual({ group: [kept], rest: [] });
});

test('joins the changes of a group in order', () => {
  const [first, second] = [submission(2, 1), submission(1, 2)];
  expect(joinChanges([first, second])).toEqual([...first.changes, ...second.changes]);
});
