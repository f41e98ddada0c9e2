import { closeSync, fchmodSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EmulatorError, toDataError } from '../error.ts';
import { textColumn } from './row.ts';
import { MIGRATIONS } from './schema.ts';

/** Opens the data file, or a database in memory: one code path for both. Throws the EMULATOR_DATA_ errors. */
export function openDatabase(path: string | undefined): DatabaseSync {
  try {
    if (path !== undefined) createPrivateFile(path);
    return prepareDatabase(new DatabaseSync(path ?? ':memory:'));
  } catch (error) {
    throw toDataError(error, path ?? ':memory:');
  }
}

/** The file holds CIKs: only its owner may read it. SQLite gives the WAL beside it the same mode. */
function createPrivateFile(path: string): void {
  const file = openSync(path, 'a', 0o600);
  try {
    fchmodSync(file, 0o600);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  // Makes the new name itself survive a power cut.
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function prepareDatabase(database: DatabaseSync): DatabaseSync {
  try {
    // One emulator per file: a second one would not see the first one's writes as events.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;');
    // FULL makes SQLite fsync the WAL in each COMMIT: what was answered is on the disk.
    database.exec('PRAGMA synchronous = FULL;');
    transaction(database, () => {
      migrate(database);
    });
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Brings an older file up to date, in the one transaction of opening it: all of it, or the file is as before. */
function migrate(database: DatabaseSync): void {
  const found = versionOf(database);
  if (found > MIGRATIONS.length) {
    throw new EmulatorError(
      'EMULATOR_DATA_NEWER',
      `Opening the data file failed: it has schema ${found}, this emulator knows ${MIGRATIONS.length}. Update the emulator or use another file.`,
    );
  }
  for (const step of MIGRATIONS.slice(found)) database.exec(step);
  database.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('schema', ?)").run(String(MIGRATIONS.length));
}

/** 0 for an empty database. */
function versionOf(database: DatabaseSync): number {
  const known = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'meta'").get();
  if (known === undefined) return 0;
  const row = database.prepare("SELECT value FROM meta WHERE key = 'schema'").get();
  const version = row === undefined ? 0 : Number(textColumn(row, 'value'));
  if (!Number.isSafeInteger(version) || version < 1) throw new Error('it has no known schema version');
  return version;
}

/** Runs `work` in one transaction: all of it is stored, or nothing. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    // The commit returns after the fsync of the WAL (synchronous = FULL).
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** The value kept under `key`; the first time, `create` makes it. */
export function keepMeta(database: DatabaseSync, key: string, create: () => string): string {
  return transaction(database, () => {
    const row = database.prepare('SELECT value FROM meta WHERE key = ?').get(key);
    if (row !== undefined) return textColumn(row, 'value');
    const value = create();
    database.prepare('INSERT INTO meta (key, value) VALUES (?, ?)').run(key, value);
    return value;
  });
}
