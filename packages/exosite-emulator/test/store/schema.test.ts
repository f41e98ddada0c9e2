import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { openDatabase } from '../../src/store/database.ts';
import { MIGRATIONS } from '../../src/store/schema.ts';
import { deviceCall } from '../support/call.ts';
import { createFolder } from '../support/process.ts';

const DEVICE = { vendor: 'v', model: 'm', serial: 's' };
const CIK = 'a'.repeat(40);

/** A data file as the first version wrote it. */
const VERSION_1 = `
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
  INSERT INTO meta VALUES ('schema', '1'), ('vendor_token', 'kept');
  INSERT INTO devices (vendor, model, serial, cik, enabled_at) VALUES ('v', 'm', 's', '${CIK}', 1);
  INSERT INTO points VALUES (1, 'a', 5, x'31');
  INSERT INTO content VALUES ('v', 'm', 'app', 't/t', '', 5, '"e"', x'32');
`;

function writeVersion1(): string {
  const path = join(createFolder(), 'data.db');
  const database = new DatabaseSync(path);
  database.exec(VERSION_1);
  database.close();
  return path;
}

test('a file of the first version is brought up to date with everything in it', async () => {
  const dataPath = writeVersion1();
  for (const round of ['migrated', 'opened again']) {
    await using emulator = createEmulator({ dataPath });
    await emulator.start();
    expect(emulator.vendorToken, round).toBe('kept');
    expect(emulator.read(DEVICE, 'a')).toMatchObject({ timestamp: 5, text: '1' });
    expect(emulator.listContent(DEVICE)).toMatchObject([{ id: 'app', sizeBytes: 1 }]);
    expect((await deviceCall(`${emulator.url}/onep:v1/stack/alias?a`, CIK)).body).toBe('a=1');
  }
});

test('a step that fails leaves the file as it was', () => {
  const path = writeVersion1();
  const spoiled = new DatabaseSync(path);
  spoiled.exec('CREATE TABLE catalog (a TEXT)');
  spoiled.close();
  expect(() => openDatabase(path)).toThrow(expect.objectContaining({ code: 'EMULATOR_DATA_UNUSABLE' }));
  const after = new DatabaseSync(path);
  expect(after.prepare("SELECT value FROM meta WHERE key = 'schema'").get()).toEqual({ value: '1' });
  expect(after.prepare('SELECT * FROM devices').get()).not.toHaveProperty('certificate');
  after.close();
});

test('the first step is what has been released', () => {
  const tables = (sql: string): unknown[] => {
    const database = new DatabaseSync(':memory:');
    database.exec(sql);
    return database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
  };
  const released = VERSION_1.slice(0, VERSION_1.indexOf('INSERT'));
  expect(tables(MIGRATIONS[0] ?? '')).toEqual(tables(released));
});
