import { execFileSync } from 'node:child_process';
import { chmod, mkdir, open, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { writeArchive } from '../../src/build/archive-writer.ts';
import { extractPackage } from '../../src/extract/extract.ts';
import { freshFolder, snapshot } from '../fixtures/folder.ts';
import { matching } from '../fixtures/text.ts';

const LONG = `lib/${'long-name-'.repeat(12)}`;
const PATHS = ['big', 'install.sh', 'lib', LONG, 'lib/größe', 'lib/link'];

async function source(mode: number, time: number): Promise<string> {
  const folder = await freshFolder();
  await mkdir(join(folder, 'lib'));
  await writeFile(join(folder, 'install.sh'), '#!/bin/sh\n');
  await chmod(join(folder, 'install.sh'), mode);
  await writeFile(join(folder, LONG), 'long');
  await writeFile(join(folder, 'lib/größe'), 'x');
  await writeFile(join(folder, 'big'), Buffer.alloc(300_000, 'abc'));
  await symlink('../install.sh', join(folder, 'lib/link'));
  await utimes(join(folder, 'big'), time, time);
  return folder;
}

async function pack(folder: string, paths: readonly string[] = PATHS) {
  const target = join(await freshFolder(), 'p.tar.gz');
  const file = await open(target, 'wx');
  try {
    return { target, ...(await writeArchive(folder, paths, file, undefined)) };
  } finally {
    await file.close();
  }
}

test('the same files give the same bytes, whatever their times, owners and umask (otau 1.5)', async () => {
  const one = await pack(await source(0o755, 1));
  const other = await pack(await source(0o700, 2_000_000_000));
  expect(one.sha256).toBe(other.sha256);
  const bytes = await readFile(one.target);
  expect(bytes.equals(await readFile(other.target))).toBe(true);
  expect(bytes.length).toBe(one.sizeBytes);
});

test('leaves no trace of time, owner or machine (otau 1.5)', async () => {
  const { target } = await pack(await source(0o755, 1));
  const bytes = await readFile(target);
  expect([...bytes.subarray(4, 10)]).toEqual([0, 0, 0, 0, 2, 255]);
  const tar = gunzipSync(bytes);
  expect(tar.subarray(257, 265).toString('latin1')).toBe('ustar\x0000');
  const listing = execFileSync('tar', ['--numeric-owner', '--utc', '-tvzf', target]).toString();
  expect(
    listing
      .trim()
      .split('\n')
      .every((line) => / 0\/0 .* 1970-01-01 00:00 /.test(line)),
  ).toBe(true);
});

test('our own guard takes it, and gives the tree back (otau 2.7)', async () => {
  const folder = await source(0o755, 1);
  const { target } = await pack(folder);
  const destination = join(await freshFolder(), 'out');
  await extractPackage({ source: target, destination });
  expect(await snapshot(destination)).toEqual(await snapshot(folder));
});

test('what is no file, directory or link cannot be packed', async () => {
  const folder = await freshFolder();
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await expect(pack(folder, ['pipe'])).rejects.toMatchObject({ code: 'OTAU_BUILD_FAILED', message: matching(/pipe/) });
});
