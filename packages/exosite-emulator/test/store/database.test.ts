import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { keepMeta, openDatabase, transaction } from '../../src/store/database.ts';

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

test('the file and what SQLite puts beside it are private, and every commit is synced', () => {
  const folder = createFolder();
  const path = join(folder, 'data.db');
  const database = openDatabase(path);
  database.exec("INSERT INTO meta VALUES ('a', 'b')");
  expect([path, `${path}-wal`].map((name) => statSync(name).mode & 0o777)).toEqual([0o600, 0o600]);
  expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  database.close();
});

test('a second opener is told that the file is in use', () => {
  const path = join(createFolder(), 'data.db');
  const database = openDatabase(path);
  expect(() => openDatabase(path)).toThrow(expect.objectContaining({ code: 'EMULATOR_DATA_LOCKED', retryable: true }));
  database.close();
  openDatabase(path).close();
});

test('a newer schema, a foreign database and no database at all are refused', () => {
  const folder = createFolder();
  const newer = join(folder, 'newer.db');
  const database = openDatabase(newer);
  database.exec("UPDATE meta SET value = '99' WHERE key = 'schema'");
  database.close();
  expect(() => openDatabase(newer)).toThrow(expect.objectContaining({ code: 'EMULATOR_DATA_NEWER' }));
  const foreign = join(folder, 'foreign.db');
  const other = new DatabaseSync(foreign);
  other.exec('CREATE TABLE meta (key TEXT, value TEXT)');
  other.close();
  const text = join(folder, 'text.db');
  writeFileSync(text, 'this is not a database, it is only a text file\n'.repeat(50));
  for (const path of [foreign, text, join(folder, 'no', 'such', 'folder')]) {
    expect(() => openDatabase(path)).toThrow(expect.objectContaining({ code: 'EMULATOR_DATA_UNUSABLE' }));
  }
});

test('a transaction that throws stores nothing', () => {
  const database = openDatabase(undefined);
  const failing = (): void => {
    transaction(database, () => {
      database.exec("INSERT INTO meta VALUES ('a', 'b')");
      throw new Error('half way');
    });
  };
  expect(failing).toThrow('half way');
  expect(keepMeta(database, 'a', () => 'new')).toBe('new');
  expect(keepMeta(database, 'a', () => 'other')).toBe('new');
});
