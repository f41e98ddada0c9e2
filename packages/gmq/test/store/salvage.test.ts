import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openConnection } from '../../src/store/connection.ts';
import { createDiskStore } from '../../src/store/disk-store.ts';
import { adoptSalvaged, salvageStore } from '../../src/store/salvage.ts';
import { CLIENT } from '../fixtures/open-queue.ts';
import { createScratch } from '../fixtures/scratch.ts';
import { messageOf } from '../fixtures/stored-message.ts';

const CIK = 'c'.repeat(40);
const ALL = { maxMessages: 10_000, maxBytes: 1e9 };
const COUNT = 1200;

/** A store with messages, two of them under way. */
function writeStore(path: string): void {
  const connection = openConnection(DatabaseSync, path, 'boot');
  const { id: clientId } = connection.ensureClient(CLIENT);
  connection.saveCik(clientId, CIK);
  const ids = Array.from({ length: COUNT }, (_, index) => index + 1);
  connection.commit(
    ids.map((id) => ({ kind: 'add', message: messageOf({ id, clientId, value: new Uint8Array(300) }) })),
  );
  connection.commit([
    { kind: 'useSeconds', clientId, run: { alias: 'a', first: 5, last: 6 } },
    { kind: 'anchor', anchor: { offsetMs: 7, errorMs: 1, sampledMs: 2 } },
    { kind: 'add', message: messageOf({ id: COUNT + 1, clientId }) },
    { kind: 'bury', clientId, id: COUNT + 1, reason: 'kept', at: 0 },
    { kind: 'sending', clientId, lastId: 2 },
  ]);
  connection.close();
}

/** Overwrites one page in the last third of the file, where messages lie. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  bytes.fill(
    0xa5,
    Math.floor((bytes.length * 0.8) / 4096) * 4096,
    Math.floor((bytes.length * 0.8) / 4096) * 4096 + 4096,
  );
  writeFileSync(path, bytes);
}

/** After a clean stop nothing but the small tables is checked: whoever reads the rest finds out. */
async function expectDamageToBeRead(path: string): Promise<void> {
  const store = createDiskStore({ path });
  await store.open();
  expect(() => store.head(1, ALL)).toThrow(expect.objectContaining({ code: 'GMQ_STORE_DAMAGED' }));
  store.close();
  expect(existsSync(`${path}.suspect`)).toBe(true);
}

test('keeps the CIK and every message that can be read, and says so', async () => {
  const path = join(createScratch(), 'gmq.db');
  writeStore(path);
  damage(path);
  const events: { clients: number; messages: number }[] = [];
  const listen = (event: unknown): void => {
    events.push(event as (typeof events)[number]); // only this package publishes there
  };
  subscribe('gmq:store:salvaged', listen);
  onTestFinished(() => {
    unsubscribe('gmq:store:salvaged', listen);
  });

  await expectDamageToBeRead(path);
  const store = createDiskStore({ path });
  await store.open();
  const [client] = store.clients();
  const messages = store.head(client?.id ?? 0, ALL);
  const letters = store.deadLetters(10);
  const seconds = store.seconds(client?.id ?? 0);
  store.close();
  expect(client).toMatchObject({ identity: CLIENT, cik: CIK });
  expect(messages.length).toBeGreaterThan(COUNT / 2);
  expect(messages.length).toBeLessThan(COUNT);
  expect(messages.slice(0, 3).map(({ fate }) => fate)).toEqual(['maybeRecorded', 'maybeRecorded', 'unsent']);
  expect(events).toMatchObject([{ path: `${path}.damaged`, clients: 1, messages: messages.length, deadLetters: 1 }]);
  expect(letters).toMatchObject([{ reason: 'kept', client: CLIENT }]);
  expect(seconds).toEqual([{ alias: 'a', first: 5, last: 6 }]);
  expect(messages[0]?.boot).toMatchObject({ isThis: false, anchor: { offsetMs: 7 } });
  expect(existsSync(`${path}.damaged`)).toBe(true);
  expect(existsSync(`${path}.suspect`)).toBe(false);
});

test('after a crash or a power cut a small file is checked as a whole, and salvaged in the same start', async () => {
  const path = join(createScratch(), 'gmq.db');
  writeStore(path);
  damage(path);
  // A log in which nothing is committed: what is left of a process that did not close.
  writeFileSync(`${path}-wal`, new Uint8Array(32));
  const store = createDiskStore({ path });
  await store.open();
  onTestFinished(() => {
    store.close();
  });
  expect(existsSync(`${path}.damaged`)).toBe(true);
  expect(store.head(1, ALL).length).toBeGreaterThan(COUNT / 2);
});

test('a power cut between the copy and its adoption changes nothing: the next start adopts it', () => {
  const path = join(createScratch(), 'gmq.db');
  writeStore(path);
  salvageStore(DatabaseSync, path, 'boot');
  // As it would be right after the copy was complete, and again in the middle of the renames.
  renameSync(path, `${path}.salvaged`);
  writeFileSync(path, 'damaged');
  adoptSalvaged(path);
  adoptSalvaged(path);
  const connection = openConnection(DatabaseSync, path, 'boot');
  expect(connection.totals()).toMatchObject([{ messages: COUNT }]);
  connection.close();
  expect(readFileSync(`${path}.damaged`, 'utf8')).toBe('damaged');
});

test('leftovers of an earlier try do not get in the way', () => {
  const path = join(createScratch(), 'gmq.db');
  writeStore(path);
  writeFileSync(`${path}.salvaging`, 'half');
  writeFileSync(`${path}.damaged`, 'older');
  salvageStore(DatabaseSync, path, 'boot');
  const connection = openConnection(DatabaseSync, path, 'boot');
  expect(connection.totals()).toMatchObject([{ messages: COUNT }]);
  connection.close();
  expect(existsSync(`${path}.salvaging`)).toBe(false);
});
