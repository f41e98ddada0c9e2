import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { type ExtractResult } from '@gateway-engine/otau';
import { type Arena, openArena } from '../../src/otau-corpus/arena.ts';
import * as t from '../../src/otau-corpus/tar.ts';
import { attempt } from '../../src/otau-fuzz/attempt.ts';
import { judgeByGnuTar, judgeTree } from '../../src/otau-fuzz/oracle.ts';

const LIMITS = { maxUnpackedBytes: 1e6, maxEntries: 100, maxRatio: 200 };

async function arenaOf(): Promise<Arena> {
  const arena = await openArena();
  onTestFinished(() => arena.close());
  return arena;
}

function input(...parts: readonly Uint8Array[]) {
  return { bytes: gzipSync(t.tar(...parts)), chunkBytes: 100, limits: LIMITS };
}

function result(...paths: readonly string[]): ExtractResult {
  const entries = paths.map((path) => ({ type: 'file' as const, path, sizeBytes: 0, mode: 0, mtimeSeconds: 0 }));
  return { entries, tarBytes: 0 };
}

test('says what became of a package, and that no harm was done', async () => {
  const arena = await arenaOf();
  const asked = { askGnuTar: true };
  expect(await attempt(input(t.file('a'), t.symlink('l', 'a')), arena, asked)).toEqual({ outcome: 'accepted' });
  expect(await attempt(input(t.file('../a')), arena, asked)).toEqual({ outcome: 'name-parent' });
});

test('an extractor that changes something outside is found out', async () => {
  const arena = await arenaOf();
  await writeFile(join(arena.destination, '..', '..', 'escaped'), 'x');
  expect(await attempt(input(t.file('../a')), arena, { askGnuTar: false })).toMatchObject({
    harm: { kind: 'escaped' },
  });
});

test('a tree with what must not be in it is found out', async () => {
  const { destination } = await arenaOf();
  await mkdir(destination);
  await writeFile(join(destination, 'a'), 'x', { mode: 0o644 });
  expect(await judgeTree(destination, result('a'))).toBeUndefined();
  expect(await judgeTree(destination, result())).toBe('"a" is there and was not in the list');
  await chmod(join(destination, 'a'), 0o4755);
  expect(await judgeTree(destination, result('a'))).toBe('"a" has mode 4755');
  await chmod(join(destination, 'a'), 0o644);
  await symlink('/etc', join(destination, 'l'));
  expect(await judgeTree(destination, result('a', 'l'))).toBe('the link "l" leads to /etc');
});

test('a list that GNU tar would not give is found out', () => {
  const { bytes } = input(t.file('./a'), t.directory('d/'));
  expect(judgeByGnuTar(bytes, result('a', 'd'))).toBeUndefined();
  expect(judgeByGnuTar(bytes, result('a'))).toContain('GNU tar');
});
