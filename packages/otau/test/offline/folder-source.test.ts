import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Content } from '../../src/install/contracts.ts';
import { createFolderSource } from '../../src/offline/folder-source.ts';
import { freshFolder } from '../fixtures/folder.ts';

async function textOf({ body }: Content): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function folderWith(text: string) {
  const folder = await freshFolder();
  const path = join(folder, 'a.v1.tar.gz');
  await writeFile(path, text);
  return { folder, path, source: createFolderSource(folder) };
}

test('gives the whole file, with its size', async () => {
  const { source } = await folderWith('content');
  const content = await source.open('a.v1.tar.gz', {});
  expect(content).toMatchObject({ totalBytes: 7, status: 200 });
  expect(await textOf(content)).toBe('content');
});

test('goes on where it was left, unless the file was exchanged (otau 3.9)', async () => {
  const { source, path } = await folderWith('content');
  const first = await source.open('a.v1.tar.gz', {});
  await textOf(first);
  const ifRange = first.etag!;
  const rest = await source.open('a.v1.tar.gz', { rangeStart: 3, ifRange });
  expect([rest.status, await textOf(rest)]).toEqual([206, 'tent']);
  await writeFile(path, 'another one');
  const changed = await source.open('a.v1.tar.gz', { rangeStart: 3, ifRange });
  expect([changed.status, await textOf(changed)]).toEqual([200, 'another one']);
});

test.each(['../outside', '/etc/passwd', '', '.', '..', 'a\0b'])('refuses the name %j', async (name) => {
  const { source } = await folderWith('content');
  await expect(source.open(name, {})).rejects.toMatchObject({ code: 'OTAU_NAME_INVALID' });
});

test('reads no links, no folders and no FIFOs: a USB stick is somebody else’s', async () => {
  const { source, folder } = await folderWith('content');
  await symlink('/etc/passwd', join(folder, 'link'));
  await mkdir(join(folder, 'folder'));
  execFileSync('mkfifo', [join(folder, 'fifo')]);
  await expect(source.open('link', {})).rejects.toMatchObject({ code: 'OTAU_IO_FAILED', retryable: false });
  await expect(source.open('folder', {})).rejects.toMatchObject({ code: 'OTAU_IO_FAILED' });
  await expect(source.open('fifo', {})).rejects.toMatchObject({ code: 'OTAU_IO_FAILED' });
});

test('what is not there is ENOENT, which says that there is no sidecar (otau 4.1)', async () => {
  const { source } = await folderWith('content');
  await expect(source.open('a.v1.tar.gz.otau.json', {})).rejects.toMatchObject({ code: 'ENOENT' });
});
