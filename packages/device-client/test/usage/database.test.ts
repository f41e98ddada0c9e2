import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { DamagedFile, isDamage, openDatabase, setAside } from '../../src/usage/database.ts';
import { makeFolder } from '../fixtures/folder.ts';

test('makes the file and its folder, readable by the owner alone', () => {
  const path = join(makeFolder(), 'new', 'usage.db');
  openDatabase(DatabaseSync, path).close();
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('tells damage from other troubles', () => {
  const path = join(makeFolder(), 'usage.db');
  writeFileSync(path, 'this is no database'.repeat(100));
  let found: unknown;
  try {
    openDatabase(DatabaseSync, path);
  } catch (error) {
    found = error;
  }
  expect(isDamage(found)).toBe(true);
  expect(isDamage(new DamagedFile('half of it'))).toBe(true);
  expect(isDamage(Object.assign(new Error('database is locked'), { errcode: 5 }))).toBe(false);
  expect(isDamage('disk full')).toBe(false);
});

test('moves a damaged file away, together with what belongs to it', () => {
  const path = join(makeFolder(), 'usage.db');
  writeFileSync(path, 'bad');
  writeFileSync(`${path}-wal`, 'bad');
  expect(setAside(path)).toBe(`${path}.damaged`);
  expect(readFileSync(`${path}.damaged`, 'utf8')).toBe('bad');
  expect([existsSync(path), existsSync(`${path}-wal`)]).toEqual([false, false]);
});
