import type { DatabaseSync } from 'node:sqlite';
import { GmqError } from '../errors.ts';

/** Version of the schema below; a file with a higher one was written by a newer gmq. */
export const SCHEMA_VERSION = 2;

/**
 * - `messages` is clustered by client and id, so that a lane's head is one range and an insert touches one page. Ids
 *   carry the priority: more urgent messages have lower ones.
 * - `asked`, `given`, `wall`, `mono` and `boot` say what time was known when a message came, and `boots.anchor` what
 *   the platform's time was in that boot: that is what puts times right (design 4.6).
 * - `clients.sending_from` to `clients.sending` are the message ids under way; they make a crash in the middle of a
 *   request safe. `messages` and `bytes` are what waits, so that nothing ever has to be counted.
 */
const TABLES = `
  CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE boots(
    id INTEGER PRIMARY KEY, boot TEXT NOT NULL UNIQUE,
    anchor INTEGER, anchor_error INTEGER, anchor_sampled INTEGER);
  CREATE TABLE clients(
    id INTEGER PRIMARY KEY, lane TEXT NOT NULL UNIQUE,
    vendor TEXT, model TEXT, serial TEXT, cik TEXT,
    sending INTEGER NOT NULL DEFAULT 0, sending_from INTEGER NOT NULL DEFAULT 0,
    messages INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE messages(
    client INTEGER NOT NULL REFERENCES clients(id), id INTEGER NOT NULL,
    alias TEXT NOT NULL, ts INTEGER NOT NULL, asked INTEGER NOT NULL, given INTEGER NOT NULL,
    fate INTEGER NOT NULL, conflicts INTEGER NOT NULL,
    mono INTEGER NOT NULL, boot INTEGER NOT NULL REFERENCES boots(id),
    priority INTEGER NOT NULL DEFAULT 0, expires INTEGER,
    value BLOB NOT NULL, wall INTEGER,
    PRIMARY KEY(client, id)) WITHOUT ROWID;
  CREATE TABLE dead(
    id INTEGER PRIMARY KEY AUTOINCREMENT, client INTEGER NOT NULL REFERENCES clients(id),
    alias TEXT NOT NULL, ts INTEGER NOT NULL, given INTEGER NOT NULL,
    mono INTEGER NOT NULL, boot INTEGER NOT NULL REFERENCES boots(id),
    reason TEXT NOT NULL, at INTEGER NOT NULL, value BLOB NOT NULL);
  CREATE TABLE seconds(
    client INTEGER NOT NULL REFERENCES clients(id), alias TEXT NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY(client, alias)) WITHOUT ROWID;
`;

/** What makes each version of the one before. Never change one that was released. */
const MIGRATIONS: Readonly<Record<number, string>> = {
  2: `
    ALTER TABLE boots ADD COLUMN anchor INTEGER;
    ALTER TABLE boots ADD COLUMN anchor_error INTEGER;
    ALTER TABLE boots ADD COLUMN anchor_sampled INTEGER;
    ALTER TABLE clients ADD COLUMN sending_from INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE clients ADD COLUMN messages INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE clients ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE messages ADD COLUMN wall INTEGER;
    UPDATE clients SET messages = waiting.n, bytes = waiting.bytes FROM (
      SELECT client, count(*) AS n, sum(length(value) + length(CAST(alias AS BLOB)) + 64) AS bytes
      FROM messages GROUP BY client) AS waiting WHERE waiting.client = clients.id;
  `,
};

/** Pages (of 4 KiB) in the write-ahead log before they are moved into the file. */
export const DEFAULT_LOG_PAGES = 1000;

/** Sets up a connection: one writer that holds its lock, and a commit that returns only when it is on the disk. */
export function configureConnection(database: DatabaseSync, maxLogPages: number = DEFAULT_LOG_PAGES): void {
  // Only before the first table exists does this have an effect; it lets freed pages go back to the file system.
  database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  // Exclusive: a second gmq on the same file fails at once instead of sending everything twice.
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('PRAGMA journal_mode = WAL');
  // FULL: every commit ends with an fsync of the write-ahead log. This is the fsync behind each acknowledgement.
  database.exec('PRAGMA synchronous = FULL');
  // The log is written from its start again once it was copied into the file; after a burst it is cut to this.
  database.exec(`PRAGMA wal_autocheckpoint = ${maxLogPages}`);
  database.exec('PRAGMA journal_size_limit = 4194304');
  database.exec('PRAGMA foreign_keys = ON');
}

/** Creates the tables in a new file, brings an old one up to date. One transaction: a power cut leaves the old version. */
export function migrate(database: DatabaseSync): void {
  const found = readVersion(database);
  if (found === SCHEMA_VERSION) return;
  if (found > SCHEMA_VERSION || Number.isNaN(found)) {
    throw new GmqError(
      `The queue's file has schema version ${found}, this gmq knows up to ${SCHEMA_VERSION}. ` +
        'Use the gmq version that wrote it, or another data folder.',
      { code: 'GMQ_STORE_TOO_NEW' },
    );
  }
  database.exec('BEGIN IMMEDIATE');
  try {
    if (found === 0) database.exec(TABLES);
    else
      for (let version = found + 1; version <= SCHEMA_VERSION; version += 1) database.exec(MIGRATIONS[version] ?? '');
    database.prepare("INSERT OR REPLACE INTO meta(key, value) VALUES ('schema', ?)").run(`${SCHEMA_VERSION}`);
    // COMMIT returns after its fsync: from here on the file has the new version.
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** 0 for a file without tables. */
function readVersion(database: DatabaseSync): number {
  const tables = database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'meta'").get();
  if (tables?.['n'] === 0) return 0;
  return Number(database.prepare("SELECT value FROM meta WHERE key = 'schema'").get()?.['value']);
}
