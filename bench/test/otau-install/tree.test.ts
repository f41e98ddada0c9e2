import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { planTree, writeTree } from '../../src/otau-install/tree.ts';

test('a tree has about the bytes that were asked for, mostly in few large files', () => {
  const { files, totalBytes } = planTree(20e6);
  expect(files.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(totalBytes);
  expect(totalBytes / 20e6).toBeGreaterThanOrEqual(1);
  expect(totalBytes / 20e6).toBeLessThan(1.4);
  expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
});

test('writes what was planned, and an installer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'otau-tree-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const plan = { files: [{ path: 'd/f', bytes: 1000 }], totalBytes: 1000 };
  await writeTree(folder, plan);
  expect((await readdir(folder)).sort()).toEqual(['d', 'install.sh']);
  expect((await stat(join(folder, 'd/f'))).size).toBe(1000);
});
