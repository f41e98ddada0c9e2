import { lstat, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
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
  await expect(tree.write(entry('directory', 'dir'), body())).rejects.toMatchObject({ code: 'EEXIST' });
  const large = { ...entry('file', 'trap'), sizeBytes: 100_000 };
  await expect(tree.write(large, body())).rejects.toMatchObject({ code: 'EEXIST' });
  await tree.write(entry('file', 'trap'), body()); // a small file is written while the next entries are read
  await expect(tree.finish()).rejects.toMatchObject({ code: 'EEXIST' });
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

test.each([
  ['small', 1],
  ['large', 100_000],
])(
  'a %s file that cannot be made durable fails the next call, and nothing writes any more after settle (otau 3.2)',
  async (_, sizeBytes) => {
    const failure = new Error('the disk is gone');
    let open = 0;
    const files: FileLayer = {
      ...systemFiles,
      create: async (path, mode) => {
        const file = await systemFiles.create(path, mode);
        open++;
        return {
          ...file,
          sync: () => Promise.reject(failure),
          close: async () => {
            open--;
            await file.close();
          },
        };
      },
    };
    const root = await freshFolder();
    const tree = createTreeWriter(root, files);
    await tree.write({ ...entry('file', 'a'), sizeBytes }, inChunks(Buffer.alloc(sizeBytes)));
    await tree.settle();
    expect(open).toBe(0);
    await expect(tree.write(entry('file', 'b'), body())).rejects.toBe(failure);
    await expect(tree.finish()).rejects.toBe(failure);
    await expect(lstat(join(root, 'b'))).rejects.toMatchObject({ code: 'ENOENT' });
  },
);

test('all is durable at the end: every file after its last change, then every directory (otau 3.2)', async () => {
  const log: string[] = [];
  const files: FileLayer = {
    ...systemFiles,
    create: async (path, mode) => {
      const file = await systemFiles.create(path, mode);
      const logged = <T>(what: string, act: () => T): T => {
        log.push(`${what} ${basename(path)}`);
        return act();
      };
      return {
        ...file,
        write: (bytes) => logged('change', () => file.write(bytes)),
        chmod: (bits) => logged('change', () => file.chmod(bits)),
        utimes: (seconds) => logged('change', () => file.utimes(seconds)),
        sync: () => logged('sync', () => file.sync()),
      };
    },
    syncDirectory: async (path) => {
      await systemFiles.syncDirectory(path);
      log.push(`directory ${basename(path)}`);
    },
  };
  const root = await freshFolder();
  const tree = createTreeWriter(root, files);
  const names = Array.from({ length: 40 }, (_, index) => `d${index % 3}/f${index}`);
  for (const name of names) {
    const sizeBytes = name.endsWith('7') ? 100_000 : 10;
    await tree.write({ ...entry('file', name), sizeBytes }, inChunks(Buffer.alloc(sizeBytes)));
  }
  await tree.finish();
  for (const name of names) {
    expect(log.findLast((line) => line.endsWith(` ${basename(name)}`))).toBe(`sync ${basename(name)}`);
  }
  const directories = log.filter((line) => line.startsWith('directory'));
  expect(directories.sort()).toEqual(['d0', 'd1', 'd2', basename(root)].map((name) => `directory ${name}`).sort());
  expect(log.slice(-4).every((line) => line.startsWith('directory'))).toBe(true);
});
