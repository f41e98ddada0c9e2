/**
 * Each step makes the schema of the next version: the first one makes version 1 of an empty database. What has been
 * released is never edited; a change is one more step.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE devices (
    id INTEGER PRIMARY KEY,
    vendor TEXT NOT NULL, model TEXT NOT NULL, serial TEXT NOT NULL, extra TEXT NOT NULL DEFAULT '',
    cik TEXT UNIQUE, enabled_at INTEGER, disabled INTEGER NOT NULL DEFAULT 0,
    UNIQUE (vendor, model, serial)
  ) STRICT;
  CREATE INDEX devices_serial ON devices (serial);
  CREATE TABLE points (
    device_id INTEGER NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    alias TEXT NOT NULL, timestamp INTEGER NOT NULL, value BLOB NOT NULL,
    PRIMARY KEY (device_id, alias, timestamp)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE content (
    vendor TEXT NOT NULL, model TEXT NOT NULL, id TEXT NOT NULL,
    content_type TEXT NOT NULL, meta TEXT NOT NULL, updated_at INTEGER NOT NULL, etag TEXT NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (vendor, model, id)
  ) STRICT;
`,
  // Client certificates, protected content, and what management calls keep: models, groups, shares, tokens.
  `
  ALTER TABLE devices ADD COLUMN certificate TEXT;
  ALTER TABLE content ADD COLUMN protected INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE catalog (
    kind TEXT NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (kind, scope, name)
  ) STRICT, WITHOUT ROWID;
`,
];
