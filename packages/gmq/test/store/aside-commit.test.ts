import fs, { statSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import type { StoreChange } from '../../src/index.ts';
import { openConnection, type Connection } from '../../src/store/connection.ts';
import { CLIENT, OTHER } from '../fixtures/open-queue.ts';
import { createScratch } from '../fixtures/scratch.ts';
import { messageOf } from '../fixtures/stored-message.ts';

const LOG_PAGES = 20;
const ALL = { maxMessages: 10_000, maxBytes: 1e9 };

function open(path = join(createScratch(), 'gmq.db')): { connection: Connection; path: string; clientId: number } {
  const connection = openConnection(DatabaseSync, path, 'boot', LOG_PAGES);
  return { connection, path, clientId: connection.ensureClient(CLIENT).id };
}

const add = (clientId: number, id: number): StoreChange => ({ kind: 'add', message: messageOf({ id, clientId }) });

test('what is committed aside is there after a restart, and mixes with commits that block', async () => {
  const { connection, path, clientId } = open();
  for (let id = 1; id <= 200; id += 2) {
    await connection.commitAside([add(clientId, id)]);
    connection.commit([add(clientId, id + 1)]);
  }
  connection.close();
  const again = open(path);
  expect(again.connection.head(clientId, ALL).map(({ id }) => id)).toEqual(
    Array.from({ length: 200 }, (_, index) => index + 1),
  );
});

test('the log does not grow without bound, and its pages get into the file (queue 7)', async () => {
  const { connection, path, clientId } = open();
  const before = statSync(path).size;
  for (let id = 1; id <= 500; id += 1) await connection.commitAside([add(clientId, id)]);
  expect(statSync(`${path}-wal`).size).toBeLessThan(LOG_PAGES * 4 * 4200);
  expect(statSync(path).size).toBeGreaterThan(before);
});

test('while pages are on their way into the file, identities can be added and kept', async () => {
  const { connection, path, clientId } = open();
  const committing = Array.from({ length: 40 }, (_, index) => index + 1);
  for (const id of committing) {
    await connection.commitAside([add(clientId, id)]);
    connection.saveCik(clientId, String(id).padStart(40, 'c'));
  }
  connection.ensureClient(OTHER);
  connection.close();
  const again = open(path).connection;
  expect(again.clients().map(({ cik }) => cik)).toEqual(['40'.padStart(40, 'c'), undefined]);
  expect(again.head(clientId, ALL)).toHaveLength(committing.length);
});

/** Every fdatasync of another thread fails from here on, as on a disk that is dying. */
function breakSyncs(): void {
  const { fdatasync } = fs;
  fs.fdatasync = ((_descriptor: number, done: (error: Error | null) => void) => {
    setImmediate(done, new Error('EIO: i/o error, fdatasync'));
  }) as typeof fdatasync;
  syncBuiltinESMExports();
  onTestFinished(() => {
    fs.fdatasync = fdatasync;
    syncBuiltinESMExports();
  });
}

test('if the fsync fails, what the group evicted is there again, and what it added is not', async () => {
  const { connection, path, clientId } = open();
  const kept = messageOf({ id: 1, clientId, alias: 'ä', expires: 900, fate: 'maybeRecorded' });
  connection.commit([{ kind: 'add', message: kept }, add(clientId, 2)]);
  const [before, totals] = [connection.head(clientId, ALL), connection.totals()];
  breakSyncs();
  const evicting: StoreChange[] = [{ kind: 'remove', clientId, id: 1 }, add(clientId, 3)];
  await expect(connection.commitAside(evicting)).rejects.toThrow('EIO');
  expect(connection.head(clientId, ALL)).toEqual(before);
  expect(connection.totals()).toEqual(totals);
  connection.close();
  expect(open(path).connection.head(clientId, ALL)).toEqual(before);
});

test('if the fsync of an answer fails, what it was about counts as under way at the next start', async () => {
  const { connection, path, clientId } = open();
  connection.commit([add(clientId, 1), { kind: 'sending', clientId, lastId: 1 }]);
  breakSyncs();
  await expect(
    connection.commitAside([
      { kind: 'remove', clientId, id: 1 },
      { kind: 'answered', clientId },
    ]),
  ).rejects.toThrow('EIO');
  connection.close();
  expect(open(path).connection.head(clientId, ALL)).toEqual([
    expect.objectContaining({ id: 1, fate: 'maybeRecorded' }),
  ]);
});

test('a dead letter on its way back is committed with what takes it out, whatever the way', async () => {
  const { connection, clientId } = open();
  connection.commit([add(clientId, 1)]);
  connection.commit([{ kind: 'bury', clientId, id: 1, reason: 'refused', at: 1 }]);
  const [letter] = connection.deadLetters(1);
  await connection.commitAside([add(clientId, 2), { kind: 'removeDead', id: letter!.id }]);
  expect(connection.countDead()).toBe(0);
  expect(connection.head(clientId, ALL)).toHaveLength(1);
});
