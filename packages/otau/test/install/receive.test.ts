import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolveLimits } from '../../src/archive/limits.ts';
import { receivePackage } from '../../src/install/receive.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { inChunks } from '../fixtures/tar-builder.ts';
import { matching } from '../fixtures/text.ts';

const BYTES = Buffer.from('some package');

async function receive(body: AsyncIterable<Uint8Array>, totalBytes?: number, limits = {}) {
  const folder = await freshFolder();
  const path = join(folder, 'incoming.part');
  const content = totalBytes === undefined ? { body } : { body, totalBytes };
  const receiving = receivePackage(content, { fileName: 'a.v1.tar.gz', path, limits: resolveLimits(limits) });
  return { folder, path, receiving };
}

test('stores what comes, private, with its digest', async () => {
  const { path, receiving } = await receive(inChunks(BYTES, 5), BYTES.length);
  const sha256 = createHash('sha256').update(BYTES).digest('hex');
  expect(await receiving).toEqual({ path, sizeBytes: 12, sha256 });
  expect((await readFile(path)).equals(BYTES)).toBe(true);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test.each([
  ['too short', 13, {}, { code: 'OTAU_DOWNLOAD_FAILED', retryable: true }],
  ['too large by announcement', 1000, { maxPackageBytes: 100 }, { rule: 'limit-package-bytes' }],
  ['too large in fact', undefined, { maxPackageBytes: 10 }, { rule: 'limit-package-bytes' }],
  ['too large for the disk', undefined, { reserveBytes: Number.MAX_SAFE_INTEGER }, { code: 'OTAU_DISK_FULL' }],
])('what is %s is refused and removed (otau 2.6, 3.10)', async (_, totalBytes, limits, expected) => {
  const { folder, receiving } = await receive(inChunks(BYTES, 5), totalBytes, limits);
  await expect(receiving).rejects.toMatchObject(expected);
  expect(await readdir(folder)).toEqual([]);
});

test('a source that breaks off is a failed download, and nothing remains', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield* inChunks(BYTES, 5);
    throw new Error('connection reset');
  }
  const { folder, receiving } = await receive(broken());
  await expect(receiving).rejects.toMatchObject({
    code: 'OTAU_DOWNLOAD_FAILED',
    message: matching(/connection reset/),
  });
  expect(await readdir(folder)).toEqual([]);
});

test('a body that is refused by its announcement is closed, not left open', async () => {
  let closed = false;
  const body: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.reject(new Error('read')),
      return() {
        closed = true;
        return Promise.resolve({ done: true, value: undefined });
      },
    }),
  };
  const { receiving } = await receive(body, 1000, { maxPackageBytes: 100 });
  await expect(receiving).rejects.toMatchObject({ rule: 'limit-package-bytes' });
  expect(closed).toBe(true);
});
