import type { DatabaseSync } from 'node:sqlite';
import { GmqError } from '../errors.ts';

/** Version of the schema below; a file with a higher one was written by a newer gmq. */
export const SCHEMA_VERSION = 1;

/**
 * - `messages` is clustered by client and id, so that a lane's head is one range and an insert touches one page.
 * - `asked`, `given`, `mono` and `boot` say what time was known when a message came, so that messages queued before
 *   the clock was set can be put right later. `priority` and `expires` have room for what their names say.
 * - `clients.sending` is the highest message id under way; it is what makes a crash in the middle of a request safe.
 */
const TABLES = `
  CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE boots(id INTEGER PRIMARY KEY, boot TEXT NOT NULL UNIQUE);
  CREATE TABLE clients(
    id INTEGER PRIMARY KEY, lane TEXT NOT NULL UNIQUE,
    vendor TEXT, model TEXT, serial TEXT, cik TEXT,
    sending INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE messages(
    client INTEGER NOT NULL REFERENCES clients(id), id INTEGER NOT NULL,
    alias TEXT NOT NULL, ts INTEGER NOT NULL, asked INTEGER NOT NULL, given INTEGER NOT NULL,
    fate INTEGER NOT NULL, conflicts INTEGER NOT NULL,
    mono INTEGER NOT NULL, boot INTEGER NOT NULL REFERENCES boots(id),
    priority INTEGER NOT NULL DEFAULT 0, expires INTEGER,
    value BLOB NOT NULL,
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

/** Sets up a connection: one writer that holds its lock, and a commit that returns only when it is on the disk. */
export function configureConnection(database: DatabaseSync): void {
  // Only before the first table exists does this have an effect; it lets freed pages go back to the file system.
  database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  // Exclusive: a second gmq on the same file fails at once instead of sending everything twice.
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('PRAGMA journal_mode = WAL');
  // FULL: every commit ends with an fsync of the write-ahead log. This is the fsync behind each acknowledgement.
  database.exec('PRAGMA synchronous = FULL');
  database.exec('PRAGMA journal_size_limit = 4194304');
  database.exec('PRAGMA foreign_keys = ON');
}

/** Creates the tables in a new file, checks the version of an old one. */
export function migrate(database: DatabaseSync): void {
  const tables = database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'meta'").get();
  if (tables?.['n'] === 0) {
    database.exec(`BEGIN IMMEDIATE; ${TABLES}
      INSERT INTO meta(key, value) VALUES ('schema', '${SCHEMA_VERSION}'); COMMIT;`);
    return;
  }
  const found = Number(database.prepare("SELECT value FROM meta WHERE key = 'schema'").get()?.['value']);
  if (found === SCHEMA_VERSION) return;
  throw new GmqError(
    `The queue's file has schema version ${found}, this gmq knows ${SCHEMA_VERSION}. ` +
      'Use the gmq version that wrote it, or another data folder.',
    { code: 'GMQ_STORE_TOO_NEW' },
  );
}
