import { expect, test } from 'vitest';
import { createGroupCommit } from '../../src/commit/group-commit.ts';
import type { StoreChange } from '../../src/index.ts';
import { turns } from '../fixtures/manual-clock.ts';
import { messageOf } from '../fixtures/stored-message.ts';

const add = (id: number, bytes = 1): StoreChange => ({
  kind: 'add',
  message: messageOf({ id, value: new Uint8Array(bytes) }),
});

test('everything of one turn of the event loop is one commit, in order', async () => {
  const commits: (readonly StoreChange[])[] = [];
  const group = createGroupCommit({ commit: (changes) => commits.push(changes) });
  await Promise.all([group.submit([add(1), add(2)]), group.submit([add(3)])]);
  expect(commits).toEqual([[add(1), add(2), add(3)]]);
  await group.submit([add(4)]);
  expect(commits).toHaveLength(2);
});

test('nobody is told before the commit has returned', async () => {
  const events: string[] = [];
  const group = createGroupCommit({ commit: () => events.push('committed') });
  await group.submit([add(1)]).then(() => events.push('told'));
  expect(events).toEqual(['committed', 'told']);
});

test('a commit that fails fails for everyone in it, and the next group is tried afresh', async () => {
  let broken = true;
  const committed: StoreChange[] = [];
  const group = createGroupCommit({
    commit(changes) {
      if (broken) throw new Error('disk full');
      committed.push(...changes);
    },
  });
  const results = await Promise.allSettled([group.submit([add(1)]), group.submit([add(2)])]);
  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
  broken = false;
  await group.submit([add(3)]);
  expect(committed).toEqual([add(3)]);
});

test('what is aborted while it waits is taken back; the rest of the group is committed', async () => {
  const committed: StoreChange[] = [];
  const group = createGroupCommit({ commit: (changes) => committed.push(...changes) });
  const controller = new AbortController();
  const reason = new Error('enough');
  const aborted = group.submit([add(1)], { signal: controller.signal });
  const kept = group.submit([add(2)]);
  controller.abort(reason);
  await expect(aborted).rejects.toBe(reason);
  await kept;
  expect(committed).toEqual([add(2)]);
  await expect(group.submit([add(3)], { signal: controller.signal })).rejects.toBe(reason);
});

test('bounds a commit by bytes, so that it does not block the event loop for long', async () => {
  const sizes: number[] = [];
  const group = createGroupCommit({ commit: (changes) => sizes.push(changes.length) });
  const megabyte = 1024 * 1024;
  await Promise.all([1, 2, 3, 4, 5, 6].map((id) => group.submit([add(id, megabyte)])));
  expect(sizes).toEqual([4, 2]);
});

test('on a slow disk the event loop turns between two commits (queue 2)', async () => {
  let time = 0;
  const committedAt: number[] = [];
  const group = createGroupCommit({
    commit() {
      time += 0.8;
      committedAt.push(time);
    },
    elapsedMs: () => time,
  });
  await group.submit([add(1)]);
  const second = group.submit([add(2)]);
  await turns(5);
  expect(committedAt).toHaveLength(1);
  time += 0.3;
  await second;
  expect(committedAt).toHaveLength(2);
});

test('a flush commits what waits, now', async () => {
  const committed: StoreChange[] = [];
  const group = createGroupCommit({ commit: (changes) => committed.push(...changes) });
  const waiting = group.submit([add(1)]);
  group.flush();
  expect(committed).toEqual([add(1)]);
  await waiting;
});
