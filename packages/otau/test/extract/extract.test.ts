import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Clock } from '../../src/clock.ts';
import { ARCHIVE_RULES } from '../../src/archive/rules.ts';
import { extractPackage } from '../../src/extract/extract.ts';
import { freshFolder, snapshot } from '../fixtures/folder.ts';
import { HOSTILE_ARCHIVES } from '../fixtures/hostile-archives.ts';
import * as t from '../fixtures/tar-builder.ts';

/** A folder with `staging` inside, so that whatever climbs out of it can be seen. */
async function stagingFolder(): Promise<{ folder: string; destination: string }> {
  const folder = await freshFolder();
  await mkdir(join(folder, 'staging'));
  return { folder, destination: join(folder, 'staging', 'out') };
}

test.each(HOSTILE_ARCHIVES)('refuses $title and leaves nothing anywhere (otau 2.5, 2.8)', async ({ bytes, rule }) => {
  const { folder, destination } = await stagingFolder();
  await expect(extractPackage({ source: t.inChunks(bytes), destination })).rejects.toMatchObject({
    name: 'OtauError',
    code: ARCHIVE_RULES[rule],
    rule,
  });
  expect(await snapshot(folder)).toEqual({ 'staging/': '' });
});

test('the refusal names entry and rule, fit for a terminal (otau 2.5)', async () => {
  const { destination } = await stagingFolder();
  const source = t.inChunks(t.tgz(t.file('a\u001b[31m', 'x')));
  await expect(extractPackage({ source, destination })).rejects.toMatchObject({
    entry: 'a\\u{1b}[31m',
    message: 'Entry "a\\u{1b}[31m" was refused: its name contains control characters (rule name-control).',
  });
});

test.each([
  ['entries', { maxEntries: 3 }, 'limit-entries', t.tgz(t.file('a/b/c/d', ''))],
  ['bytes of a file', { maxFileBytes: 10 }, 'limit-file-bytes', t.tgz(t.file('a', 'x'.repeat(11)))],
  ['unpacked bytes', { maxUnpackedBytes: 2048 }, 'limit-unpacked-bytes', t.tgz(t.file('a', 'x'.repeat(1100)))],
  ['package bytes', { maxPackageBytes: 20 }, 'limit-package-bytes', t.tgz(t.file('a', 'x'))],
  [
    'bytes copied for hard links',
    { maxUnpackedBytes: 30_000 },
    'limit-unpacked-bytes',
    t.tgz(t.file('a', 'x'.repeat(15_000)), t.hardlink('b', 'a'), t.hardlink('c', 'a'), t.hardlink('d', 'a')),
  ],
])('refuses an archive beyond the limit on %s (otau 2.6)', async (_, limits, rule, bytes) => {
  const { folder, destination } = await stagingFolder();
  await expect(extractPackage({ source: t.inChunks(bytes), destination, limits })).rejects.toMatchObject({ rule });
  expect(await snapshot(folder)).toEqual({ 'staging/': '' });
});

test('refuses a bomb long before it has unpacked (otau 2.8: 0.5 MB to 512 MB)', async () => {
  const { folder, destination } = await stagingFolder();
  const bomb = gzipSync(
    Buffer.concat([t.header({ name: 'a', size: 64 * 1024 * 1024 }), Buffer.alloc(64 * 1024 * 1024)]),
  );
  await expect(extractPackage({ source: t.inChunks(bomb, 4096), destination })).rejects.toMatchObject({
    rule: 'limit-ratio',
  });
  expect(await snapshot(folder)).toEqual({ 'staging/': '' });
});

test('refuses more entries than a device can take, before the rest is read (otau 2.8)', async () => {
  const { folder, destination } = await stagingFolder();
  const links = Array.from({ length: 20_001 }, (_, index) => t.symlink(`l${index}`, 'x'));
  await expect(extractPackage({ source: t.inChunks(t.tgz(...links)), destination })).rejects.toMatchObject({
    rule: 'limit-entries',
  });
  expect(await snapshot(folder)).toEqual({ 'staging/': '' });
});

test('writes files, directories, hard links as copies, and symlinks (otau 2.4)', async () => {
  const { folder, destination } = await stagingFolder();
  const bytes = t.tgz(
    t.directory('./'),
    t.file('./a/b', 'content'),
    t.symlink('a/link', '../c'),
    t.hardlink('copy', './a/b'),
    t.directory('a'),
    t.directory('c'),
    t.symlink('dangling', 'a/made-by-install.sh'),
  );
  const result = await extractPackage({ source: t.inChunks(bytes, 7), destination });
  expect(result.entries.map(({ type, path }) => `${type} ${path}`)).toContain('hardlink copy');
  expect(await snapshot(folder)).toEqual({
    'staging/': '',
    'staging/out/': '',
    'staging/out/a/': '',
    'staging/out/a/b': 'content',
    'staging/out/a/link': '-> ../c',
    'staging/out/c/': '',
    'staging/out/copy': 'content',
    'staging/out/dangling': '-> a/made-by-install.sh',
  });
  expect((await stat(join(destination, 'copy'))).nlink).toBe(1);
});

test('masks modes, ignores owners and clamps times (otau 2.4)', async () => {
  const { destination } = await stagingFolder();
  const bytes = t.tgz(
    t.file('setuid', 'x', { mode: 0o6777, uid: 12345, mtime: t.base256(0xff, 2n ** 88n - 1n) }),
    t.file('none', 'x', { mode: 0, mtime: t.base256(0x80, 2n ** 63n) }),
    t.directory('dir', { mode: 0o2777 }),
  );
  await extractPackage({ source: t.inChunks(bytes), destination });
  const setuid = await stat(join(destination, 'setuid'));
  expect([setuid.mode & 0o7777, setuid.uid, setuid.mtimeMs]).toEqual([0o755, process.getuid?.(), 0]);
  expect((await stat(join(destination, 'none'))).mode & 0o7777).toBe(0o600);
  expect((await stat(join(destination, 'dir'))).mode & 0o7777).toBe(0o755);
  expect((await stat(destination)).mode & 0o7777).toBe(0o700);
});

test('refuses to extract into a directory that exists, and leaves that alone (otau 2.5)', async () => {
  const { folder, destination } = await stagingFolder();
  await mkdir(destination);
  const source = t.inChunks(t.tgz(t.file('a', 'x')));
  await expect(extractPackage({ source, destination })).rejects.toMatchObject({ code: 'OTAU_IO_FAILED' });
  expect(await readdir(join(folder, 'staging'))).toEqual(['out']);
});

test('refuses before the first byte when the disk is down to its reserve (otau 2.6, 3.10)', async () => {
  const { folder, destination } = await stagingFolder();
  const source = t.inChunks(t.tgz(t.file('a', 'x')));
  const limits = { reserveBytes: Number.MAX_SAFE_INTEGER };
  await expect(extractPackage({ source, destination, limits })).rejects.toMatchObject({
    code: 'OTAU_DISK_FULL',
    retryable: true,
  });
  expect(await snapshot(folder)).toEqual({ 'staging/': '' });
});

async function* stuck(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
  await new Promise(() => undefined);
}

test('an abort removes the tree and rejects with its reason, even if the source is stuck', async () => {
  const { folder, destination } = await stagingFolder();
  const controller = new AbortController();
  const reason = new Error('not now');
  const extracting = extractPackage({
    source: stuck(t.tgz(t.file('a', 'x')).subarray(0, 60)),
    destination,
    signal: controller.signal,
  });
  controller.abort(reason);
  await expect(extracting).rejects.toBe(reason);
  expect(await snapshot(folder)).toEqual({ 'staging/': '' });
});

test('a watchdog bounds the whole run (otau 2.2)', async () => {
  const { folder, destination } = await stagingFolder();
  const clock: Clock = { now: () => 0, sleep: () => Promise.resolve() };
  const source = stuck(new Uint8Array());
  await expect(extractPackage({ source, destination, clock })).rejects.toMatchObject({ code: 'OTAU_TIMEOUT' });
  expect(await snapshot(folder)).toEqual({ 'staging/': '' });
});
