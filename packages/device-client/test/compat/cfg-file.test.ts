import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replaceFile } from '../../src/compat/cfg-file.ts';
import { makeFolder } from '../fixtures/folder.ts';

test('replaces a file as a whole, for its owner alone, and leaves nothing beside it (gwe B38)', async () => {
  const folder = makeFolder();
  const path = join(folder, 'device.cfg');
  writeFileSync(path, 'old', { mode: 0o644 });
  await replaceFile(path, 'new');
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['device.cfg']);
});

test('leaves the old file where the new one cannot be put, and cleans up', async () => {
  const folder = makeFolder();
  await expect(replaceFile(join(folder, 'missing', 'device.cfg'), 'new')).rejects.toMatchObject({ code: 'ENOENT' });
  // A folder in the way cannot be replaced by a file.
  await expect(replaceFile(folder, 'new')).rejects.toThrow();
  expect(readdirSync(folder)).toEqual([]);
});
