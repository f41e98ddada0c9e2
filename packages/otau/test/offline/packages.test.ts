import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findPackages, selectNewest } from '../../src/offline/packages.ts';
import { formatManifest } from '../../src/trust/manifest.ts';
import { freshFolder } from '../fixtures/folder.ts';

async function stick(...files: readonly string[]): Promise<string> {
  const folder = await freshFolder();
  for (const file of files) await writeFile(join(folder, file), '');
  return folder;
}

async function addManifest(folder: string, version: string, sequence: number): Promise<void> {
  const manifest = { name: 'a', version, sha256: 'a'.repeat(64), sizeBytes: 1, kind: 'script', sequence } as const;
  await writeFile(join(folder, `a.v${version}.tar.gz.otau.json`), formatManifest(manifest));
}

test('finds packages with what lies beside them, and passes over the rest', async () => {
  const folder = await stick('b.v1.tar.gz', 'a.v2.tar.gz', 'a.v2.tar.gz.otau.json.minisig', 'notes.txt', 'x.tar.gz');
  await addManifest(folder, '2', 5);
  const packages = await findPackages(folder);
  expect(packages.map(({ fileName, signed, manifest }) => [fileName, signed, manifest?.sequence])).toEqual([
    ['a.v2.tar.gz', true, 5],
    ['b.v1.tar.gz', false, undefined],
  ]);
});

test('of several versions of an app the highest sequence is the newest (otau 1.1, 4.2)', async () => {
  const folder = await stick('a.v1.tar.gz', 'a.v10.tar.gz', 'b.v1.tar.gz');
  await addManifest(folder, '1', 11);
  await addManifest(folder, '10', 3);
  const newest = selectNewest(await findPackages(folder));
  expect(newest.map(({ fileName }) => fileName)).toEqual(['a.v1.tar.gz', 'b.v1.tar.gz']);
});

test('versions without sequences have no order, and are not guessed (otau 1.1)', async () => {
  const folder = await stick('a.v1.tar.gz', 'a.v2.tar.gz');
  const packages = await findPackages(folder);
  expect(() => selectNewest(packages)).toThrow(/a.v1.tar.gz, a.v2.tar.gz is newer cannot be told/);
});

test('a folder that is not there is named', async () => {
  await expect(findPackages('/nonexistent')).rejects.toMatchObject({ code: 'OTAU_IO_FAILED' });
});
