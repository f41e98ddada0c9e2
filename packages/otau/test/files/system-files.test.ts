import { readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemFiles } from '../../src/files/system-files.ts';
import { freshFolder } from '../fixtures/folder.ts';

test('never creates through a link, nor into something that exists (otau 2.5)', async () => {
  const folder = await freshFolder();
  await symlink(join(folder, 'target'), join(folder, 'link'));
  await writeFile(join(folder, 'there'), 'x');
  await expect(systemFiles.create(join(folder, 'link'), 0o600)).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(systemFiles.create(join(folder, 'there'), 0o600)).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(systemFiles.resume(join(folder, 'link'), 0)).rejects.toMatchObject({ code: 'ELOOP' });
});

test('goes on with a file where it was cut (otau 3.3)', async () => {
  const path = join(await freshFolder(), 'part');
  const first = await systemFiles.create(path, 0o600);
  expect(await first.write(Buffer.from('0123456789'))).toBe(10);
  await first.sync();
  await first.chmod(0o640);
  await first.utimes(7);
  await first.close();
  expect(await stat(path)).toMatchObject({ mtimeMs: 7000 });
  const next = await systemFiles.resume(path, 4);
  await next.write(Buffer.from('ab'));
  await next.close();
  expect(await readFile(path, 'utf8')).toBe('0123ab');
  expect(await systemFiles.status(path)).toEqual({ type: 'file', sizeBytes: 6, mode: 0o640 });
});

test('tells directories, links and the room on the disk', async () => {
  const folder = await freshFolder();
  await systemFiles.makeDirectory(join(folder, 'd'), 0o700);
  await systemFiles.link(join(folder, 'l'), 'd');
  expect((await systemFiles.list(folder)).toSorted()).toEqual(['d', 'l']);
  expect((await systemFiles.status(join(folder, 'd'))).type).toBe('directory');
  expect((await systemFiles.status(join(folder, 'l'))).type).toBe('symlink');
  expect((await systemFiles.status('/dev/null')).type).toBe('other');
  expect(await systemFiles.target(join(folder, 'l'))).toBe('d');
  expect(await systemFiles.resolve(join(folder, 'l'))).toBe(await systemFiles.resolve(join(folder, 'd')));
  await systemFiles.unlink(join(folder, 'l'));
  await systemFiles.rename(join(folder, 'd'), join(folder, 'e'));
  await systemFiles.syncDirectory(folder);
  await systemFiles.removeDirectory(join(folder, 'e'));
  expect(await systemFiles.list(folder)).toEqual([]);
  expect(await systemFiles.freeBytes(folder)).toBeGreaterThan(0);
});
