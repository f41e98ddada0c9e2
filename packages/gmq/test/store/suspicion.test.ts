import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDiskStore } from '../../src/store/disk-store.ts';
import { clearSuspect, isSuspect, markSuspect } from '../../src/store/suspicion.ts';
import { createScratch } from '../fixtures/scratch.ts';

test('a file that was marked is suspect until it is cleared, for its owner only', () => {
  const path = join(createScratch(), 'gmq.db');
  expect(isSuspect(path)).toBe(false);
  markSuspect(path);
  markSuspect(path);
  expect(isSuspect(path)).toBe(true);
  expect(statSync(`${path}.suspect`).mode & 0o777).toBe(0o600);
  clearSuspect(path);
  clearSuspect(path);
  expect(isSuspect(path)).toBe(false);
});

test('where no mark can be left, nothing else goes wrong', () => {
  const file = join(createScratch(), 'file');
  writeFileSync(file, '');
  markSuspect(join(file, 'gmq.db'));
  expect(isSuspect(join(file, 'gmq.db'))).toBe(false);
});

test('a suspect file that another process still uses stays where it is', { timeout: 10_000 }, async () => {
  const path = join(createScratch(), 'gmq.db');
  const first = createDiskStore({ path });
  await first.open();
  markSuspect(path);
  await expect(createDiskStore({ path }).open()).rejects.toMatchObject({ code: 'GMQ_STORE_LOCKED' });
  expect(existsSync(`${path}.damaged`)).toBe(false);
  first.close();
  const next = createDiskStore({ path });
  await next.open();
  next.close();
  expect(existsSync(`${path}.damaged`)).toBe(true);
  expect(isSuspect(path)).toBe(false);
});
