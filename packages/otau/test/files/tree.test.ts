import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemFiles as files } from '../../src/files/system-files.ts';
import { ensureDirectory, exists, readText, removeTree, targetOf, unlessMissing } from '../../src/files/tree.ts';
import { freshFolder } from '../fixtures/folder.ts';

test('removes a tree, and links instead of what they lead to', async () => {
  const folder = await freshFolder();
  await mkdir(join(folder, 'keep'));
  await writeFile(join(folder, 'keep', 'f'), 'x');
  await mkdir(join(folder, 'tree', 'deep'), { recursive: true });
  await symlink(join(folder, 'keep'), join(folder, 'tree', 'link'));
  await chmod(join(folder, 'tree', 'deep'), 0o000);
  await removeTree(files, join(folder, 'tree'));
  await removeTree(files, join(folder, 'tree'));
  expect(await readdir(folder)).toEqual(['keep']);
  expect(await readdir(join(folder, 'keep'))).toEqual(['f']);
});

test('makes directories as they are asked for, and leaves those that are there', async () => {
  const folder = await freshFolder();
  await ensureDirectory(files, join(folder, 'a', 'b'), 0o700);
  await ensureDirectory(files, join(folder, 'a', 'b'), 0o755);
  expect((await files.status(join(folder, 'a', 'b'))).mode).toBe(0o700);
});

test('what is not there is undefined, other failures are not hidden', async () => {
  const folder = await freshFolder();
  await writeFile(join(folder, 'f'), '12345');
  expect(await targetOf(files, join(folder, 'f'))).toBeUndefined();
  expect(await targetOf(files, join(folder, 'gone'))).toBeUndefined();
  expect(await exists(files, join(folder, 'gone'))).toBe(false);
  await expect(unlessMissing(() => files.status(join(folder, 'f', 'below')))).rejects.toMatchObject({
    code: 'ENOTDIR',
  });
});

test('reads a text up to its bound, and no directory', async () => {
  const folder = await freshFolder();
  await writeFile(join(folder, 'f'), '12345');
  expect(await readText(files, join(folder, 'f'), 5)).toBe('12345');
  expect(await readText(files, join(folder, 'f'), 4)).toBeUndefined();
  expect(await readText(files, folder, 100)).toBeUndefined();
});
