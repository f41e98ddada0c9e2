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

test('without a way aside, the event loop turns between two slow commits (queue 2)', async () => {
  let time = 0;
  const committedAt: number[] = [];
  const group = createGroupCommit({
    commit() {
      time += 3;
      committedAt.push(time);
    },
    elapsedMs: () => time,
  });
  await group.submit([add(1)]);
  const second = group.submit([add(2)]);
  await turns(5);
  expect(committedAt).toHaveLength(1);
  time += 1;
  await second;
  expect(committedAt).toHaveLength(2);
});

test('a flush commits what waits, now', async () => {
  const committed: StoreChange[] = [];
  const group = createGroupCommit({ commit: (changes) => committed.push(...changes) });
  const waiting = group.submit([add(1)]);
  await group.flush();
  expect(committed).toEqual([add(1)]);
  await waiting;
});

/** A group commit whose disk takes `disk.ms` for an fsync, with the event loop free if it is asked for aside. */
function openSlow(ms: number) {
  let time = 0;
  const ways: string[] = [];
  const pending: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const disk = { ms };
  const group = createGroupCommit({
    commit(changes) {
      ways.push(`blocking ${changes.length}`);
      time += disk.ms;
    },
    commitAside(changes) {
      ways.push(`aside ${changes.length}`);
      return new Promise((resolve, reject) => pending.push({ resolve, reject }));
    },
    elapsedMs: () => time,
  });
  return {
    group,
    ways,
    pending,
    disk,
    finish: async () => {
      time += disk.ms;
      pending.at(-1)?.resolve();
      await turns(2);
    },
    afterRoom: async () => {
      time += 1000;
      await turns(2);
    },
  };
}

test('on a slow disk the fsync runs aside, and all that comes meanwhile is the next group (queue 2)', async () => {
  const { group, ways, afterRoom, finish } = openSlow(20);
  await group.submit([add(1)]);
  await afterRoom();
  let told = false;
  const second = group.submit([add(2)]).then(() => {
    told = true;
    // The next group is on its way to the disk by now.
    expect(ways).toHaveLength(3);
  });
  await turns(4);
  const rest = [3, 4, 5].map((id) => group.submit([add(id)]));
  await turns(4);
  expect(ways).toEqual(['blocking 1', 'aside 1']);
  expect(told).toBe(false);
  await finish();
  await second;
  await turns(12);
  expect(ways).toEqual(['blocking 1', 'aside 1', 'aside 3']);
  expect(told).toBe(true);
  await finish();
  await Promise.all(rest);
});

test('a commit aside that fails fails for everyone in it, and the next group is tried afresh', async () => {
  const { group, ways, afterRoom, finish, pending } = openSlow(20);
  await group.submit([add(1)]);
  await afterRoom();
  const failing = [group.submit([add(2)]), group.submit([add(3)])];
  await turns(4);
  pending.at(-1)!.reject(new Error('EIO'));
  const results = await Promise.allSettled(failing);
  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
  const next = group.submit([add(4)]);
  await turns(4);
  expect(ways.at(-1)).toMatch(/ 1$/);
  await finish();
  await next;
});

test('when the disk is fast again, commits block again: that is faster', async () => {
  const { group, ways, afterRoom, finish, disk } = openSlow(20);
  await group.submit([add(1)]);
  await afterRoom();
  const second = group.submit([add(2)]);
  await turns(4);
  disk.ms = 0.2;
  await finish();
  await second;
  await afterRoom();
  await group.submit([add(3)]);
  expect(ways).toEqual(['blocking 1', 'aside 1', 'blocking 1']);
});

test('a flush waits for what is under way, then commits the rest', async () => {
  const { group, ways, afterRoom, finish } = openSlow(20);
  await group.submit([add(1)]);
  await afterRoom();
  const second = group.submit([add(2)]);
  await turns(4);
  const third = group.submit([add(3)]);
  let flushed = false;
  const flushing = group.flush().then(() => (flushed = true));
  await turns(4);
  expect(flushed).toBe(false);
  await finish();
  await second;
  expect(ways).toHaveLength(3);
  await finish();
  await Promise.all([third, flushing]);
});
