import { readdir, readFile, readlink, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replaceFile, replaceLink } from '../src/durable.ts';
import { freshFolder } from './fixtures/folder.ts';

test('replaces a file as a whole, private, and leaves no temporary file (otau 3.2)', async () => {
  const folder = await freshFolder();
  await writeFile(join(folder, 'f'), 'old');
  await replaceFile(join(folder, 'f'), 'new');
  expect(await readFile(join(folder, 'f'), 'utf8')).toBe('new');
  expect((await stat(join(folder, 'f'))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['f']);
});

test('a replacement that fails leaves the old and no temporary file', async () => {
  const folder = await freshFolder();
  await writeFile(join(folder, 'plain'), 'x');
  await expect(replaceFile(join(folder, 'plain', 'f'), 'new')).rejects.toMatchObject({ code: 'ENOTDIR' });
  await expect(replaceLink(folder, 'target')).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['plain']);
});

test('points a link somewhere else by rename (otau 3.1)', async () => {
  const folder = await freshFolder();
  const link = join(folder, 'current');
  await replaceLink(link, 'a');
  await replaceLink(link, 'b');
  expect(await readlink(link)).toBe('b');
  expect(await readdir(folder)).toEqual(['current']);
});
