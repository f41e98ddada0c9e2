import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { createDiskStore } from '../../src/index.ts';
import { configureConnection, migrate, SCHEMA_VERSION } from '../../src/store/schema.ts';
import { CLIENT } from '../fixtures/open-queue.ts';
import { writeFirstVersion } from '../fixtures/schema-1.ts';
import { createScratch } from '../fixtures/scratch.ts';

const pragma = (database: DatabaseSync, name: string): unknown =>
  Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];

const columns = (database: DatabaseSync): unknown =>
  database
    .prepare(
      `SELECT t.name AS name, c.name AS col, c.type, c."notnull", c.dflt_value, c.pk FROM sqlite_schema t,
        pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.name`,
    )
    .all();

test('a commit is durable at power loss: synchronous is FULL, and pages can be given back', () => {
  const database = new DatabaseSync(':memory:');
  configureConnection(database);
  migrate(database);
  expect([pragma(database, 'synchronous'), pragma(database, 'locking_mode'), pragma(database, 'auto_vacuum')]).toEqual([
    2,
    'exclusive',
    2,
  ]);
});

test('creates the tables once and knows its own version', () => {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  migrate(database);
  expect(database.prepare("SELECT value FROM meta WHERE key = 'schema'").get()).toEqual({ value: `${SCHEMA_VERSION}` });
});

test('leaves the file of a newer gmq alone', () => {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  database.exec("UPDATE meta SET value = '99' WHERE key = 'schema'");
  expect(() => {
    migrate(database);
  }).toThrow(expect.objectContaining({ code: 'GMQ_STORE_TOO_NEW' }));
});

test('a file of the first version is brought up to the same tables as a new one', () => {
  const path = join(createScratch(), 'gmq.db');
  writeFirstVersion(path);
  const [old, fresh] = [new DatabaseSync(path), new DatabaseSync(':memory:')];
  migrate(old);
  migrate(fresh);
  expect(columns(old)).toEqual(columns(fresh));
  expect(pragma(old, 'quick_check')).toBe('ok');
  old.close();
});

test('a power cut in the middle of a migration leaves the old version', () => {
  const path = join(createScratch(), 'gmq.db');
  writeFirstVersion(path);
  const database = new DatabaseSync(path);
  database.exec('ALTER TABLE messages ADD COLUMN wall INTEGER');
  expect(() => {
    migrate(database);
  }).toThrow('duplicate column');
  expect(database.isTransaction).toBe(false);
  expect(database.prepare("SELECT value FROM meta WHERE key = 'schema'").get()).toEqual({ value: '1' });
  expect(database.prepare("SELECT name FROM pragma_table_info('boots')").all()).toHaveLength(2);
  database.close();
});

test('everything in a file of the first version is there, in order, and what was under way is pinned', async () => {
  const path = join(createScratch(), 'gmq.db');
  writeFirstVersion(path);
  const store = createDiskStore({ path, bootId: 'old boot' });
  await store.open();
  expect(store.clients()).toEqual([{ id: 1, identity: CLIENT, cik: 'c'.repeat(40) }]);
  expect(store.totals()).toEqual([{ clientId: 1, messages: 3, bytes: 1 + 1 + 2 + 2 + 1 + 3 + 3 * 64 }]);
  expect(store.lastId()).toBe(3);
  const head = store.head(1, { maxMessages: 10, maxBytes: 1e6 });
  expect(head.map(({ id, fate, timestamp, wall }) => [id, fate, timestamp, wall])).toEqual([
    [1, 'maybeRecorded', 101, 100],
    [2, 'maybeRecorded', 200, undefined],
    [3, 'unsent', 300, 300],
  ]);
  expect(head[0]?.boot).toEqual({ id: 1, isThis: true });
  expect(store.seconds(1)).toEqual([{ alias: 'a', first: 95, last: 99 }]);
  expect(store.deadLetters(10)).toMatchObject([{ alias: 'b', timestamp: 50, reason: 'bad value' }]);
  store.close();
});
