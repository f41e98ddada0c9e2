import { lstat, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ArchiveEntry } from '../../src/archive/entry-policy.ts';
import { type FileLayer } from '../../src/files/layer.ts';
import { systemFiles } from '../../src/files/system-files.ts';
import { createTreeWriter } from '../../src/extract/tree-writer.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { inChunks } from '../fixtures/tar-builder.ts';

const entry = (type: ArchiveEntry['type'], path: string, target?: string): ArchiveEntry => ({
  type,
  path,
  sizeBytes: 1,
  mode: 0o777,
  mtimeSeconds: 1000,
  ...(target === undefined ? {} : { target }),
});
const body = () => inChunks(Buffer.from('x'));

test('symlinks appear only at the end, so nothing is ever written through one (otau 2.4)', async () => {
  const root = await freshFolder();
  const tree = createTreeWriter(root);
  await tree.write(entry('symlink', 'link', 'file'), body());
  await tree.write(entry('file', 'file'), body());
  await expect(lstat(join(root, 'link'))).rejects.toMatchObject({ code: 'ENOENT' });
  await tree.finish();
  expect(await readFile(join(root, 'link'), 'utf8')).toBe('x');
});

test('never writes into or through what exists already (otau 2.5)', async () => {
  const root = await freshFolder();
  const outside = join(await freshFolder(), 'outside');
  await writeFile(outside, 'safe');
  await symlink(outside, join(root, 'trap'));
  await mkdir(join(root, 'dir'));
  const tree = createTreeWriter(root);
  await expect(tree.write(entry('file', 'trap'), body())).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(tree.write(entry('directory', 'dir'), body())).rejects.toMatchObject({ code: 'EEXIST' });
  expect(await readFile(outside, 'utf8')).toBe('safe');
});

test('makes the directories that names imply, and keeps times (otau 2.4)', async () => {
  const root = await freshFolder();
  const tree = createTreeWriter(root);
  await tree.write(entry('file', 'a/b/c'), body());
  await tree.write(entry('directory', 'a'), body());
  await tree.finish();
  expect((await lstat(join(root, 'a/b/c'))).mtimeMs).toBe(1_000_000);
  expect((await lstat(join(root, 'a/b'))).mode & 0o7777).toBe(0o755);
});

test('a file that cannot be made durable fails the next call, and nothing writes any more after settle (otau 3.2)', async () => {
  const failure = new Error('the disk is gone');
  const files: FileLayer = {
    ...systemFiles,
    create: async (path, mode) => ({ ...(await systemFiles.create(path, mode)), sync: () => Promise.reject(failure) }),
  };
  const root = await freshFolder();
  const tree = createTreeWriter(root, files);
  const entry = { type: 'file', path: 'a', sizeBytes: 1, mode: 0o644, mtimeSeconds: 0 } as const;
  await tree.write(entry, inChunks(Buffer.from('x')));
  await tree.settle();
  await expect(tree.finish()).rejects.toBe(failure);
});
