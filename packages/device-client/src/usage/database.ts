import { closeSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/** How long other processes are waited for: the event loop stands still meanwhile, so it is short after the start. */
const OPEN_WAIT_MS = 2_000;
const BUSY_WAIT_MS = 50;

/** SQLite's own codes for a file that is damaged or none of its own: SQLITE_CORRUPT and SQLITE_NOTADB. */
const DAMAGE_CODES: readonly unknown[] = [11, 26];

/** The file can be opened, but not all of it makes sense. */
export class DamagedFile extends Error {}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS requests (
    id INTEGER PRIMARY KEY, ended_at INTEGER NOT NULL, interface TEXT NOT NULL, grp TEXT NOT NULL,
    source TEXT NOT NULL, sent INTEGER NOT NULL, received INTEGER NOT NULL, duration REAL NOT NULL
  );
  CREATE TABLE IF NOT EXISTS sums (
    hour INTEGER NOT NULL, interface TEXT NOT NULL, grp TEXT NOT NULL, source TEXT NOT NULL, num INTEGER NOT NULL,
    sent INTEGER NOT NULL, max_sent INTEGER NOT NULL, received INTEGER NOT NULL, max_received INTEGER NOT NULL,
    PRIMARY KEY (hour, interface, grp, source)
  );`;

/** Opens the file for this and other processes, or makes it, readable by its owner alone. Throws if it is damaged. */
export function openDatabase(Database: typeof DatabaseSync, path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  // SQLite would make it readable by all; its WAL takes over the mode.
  closeSync(openSync(path, 'a', 0o600));
  const database = new Database(path, { timeout: OPEN_WAIT_MS });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 262144;');
    database.exec('PRAGMA wal_autocheckpoint = 64; PRAGMA temp_store = MEMORY;');
    const check = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (check !== 'ok') throw new DamagedFile(`The file is damaged: ${String(check)}`);
    database.exec(SCHEMA);
    database.exec(`PRAGMA busy_timeout = ${BUSY_WAIT_MS}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** True if the file itself is bad, as opposed to a full disk or another process at work. */
export function isDamage(error: unknown): boolean {
  if (error instanceof DamagedFile) return true;
  return error instanceof Error && 'errcode' in error && DAMAGE_CODES.includes(error.errcode);
}

/** Moves a damaged file out of the way, in place of an earlier one; returns where it is now. */
export function setAside(path: string): string {
  const aside = `${path}.damaged`;
  renameSync(path, aside);
  // Of another file's WAL, SQLite would make a mess.
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
  return aside;
}
