import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSyncedFile } from '../../src/store/synced-file.ts';
import { createScratch } from '../fixtures/scratch.ts';

test('syncs a file that others write, and leaves it as it is', async () => {
  const path = join(createScratch(), 'file');
  writeFileSync(path, 'text');
  const file = openSyncedFile(path);
  await file.sync();
  file.syncNow();
  expect(file.suspect).toBe(false);
  expect(readFileSync(path, 'utf8')).toBe('text');
  file.close();
});

test('after a sync that failed it is suspect until one succeeds', async () => {
  const path = join(createScratch(), 'file');
  writeFileSync(path, 'text');
  const file = openSyncedFile(path);
  file.close();
  await expect(file.sync()).rejects.toThrow('EBADF');
  expect(file.suspect).toBe(true);
  expect(() => {
    file.syncNow();
  }).toThrow('EBADF');
  expect(file.suspect).toBe(true);
});
