import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { configureConnection, migrate, SCHEMA_VERSION } from '../../src/store/schema.ts';

const pragma = (database: DatabaseSync, name: string): unknown =>
  Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];

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
