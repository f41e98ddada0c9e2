import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { resolveLimits } from '../../src/archive/limits.ts';
import { download, type DownloadOptions } from '../../src/download/download.ts';
import { partPath } from '../../src/download/part.ts';
import { OtauError } from '../../src/errors.ts';
import { systemFiles } from '../../src/files/system-files.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { quickClock } from '../fixtures/quick-clock.ts';
import { type Misbehaviour, rangeSource } from '../fixtures/range-source.ts';
import { matching } from '../fixtures/text.ts';

const NAME = 'a.v1.tar.gz';
const BYTES = randomBytes(1000);
const SHA = createHash('sha256').update(BYTES).digest('hex');

async function setUp(faults: readonly Misbehaviour[] = [], more: Partial<DownloadOptions> = {}) {
  const directory = await freshFolder();
  const source = rangeSource({ [NAME]: BYTES }, { faults });
  const clock = quickClock();
  const options: DownloadOptions = {
    fileName: NAME,
    source,
    directory,
    files: systemFiles,
    limits: resolveLimits({}),
    clock,
    retry: { budgetMs: 0, clock, random: () => 0 },
    syncEveryBytes: 200,
    digestKnown: false,
    signal: new AbortController().signal,
    ...more,
  };
  return {
    directory,
    source,
    clock,
    options,
    run: (change: Partial<DownloadOptions> = {}) => download({ ...options, ...change }),
  };
}

test('stores what comes, durable, with its digest (otau 3.9)', async () => {
  const { run, source } = await setUp();
  const { path, sizeBytes, sha256 } = await run();
  expect([sizeBytes, sha256]).toEqual([1000, SHA]);
  expect((await readFile(path)).equals(BYTES)).toBe(true);
  expect(source.asked).toEqual([{ fileName: NAME }]);
});

test('goes on across calls with Range and If-Range, where the last one was cut (otau 3.3, 3.9)', async () => {
  const { run, source, directory } = await setUp([{ dropAfterBytes: 500 }]);
  await expect(run()).rejects.toMatchObject({ code: 'OTAU_DOWNLOAD_FAILED', retryable: true });
  expect((await readdir(directory)).length).toBe(2);
  expect(await run()).toMatchObject({ sizeBytes: 1000, sha256: SHA });
  expect(source.asked[1]).toEqual({ fileName: NAME, rangeStart: 500, ifRange: '"v1"' });
});

test('a part is cut to what was synced, so that no torn write is taken for content (otau 3.3)', async () => {
  const controller = new AbortController();
  const { run, directory } = await setUp([{ dropAfterBytes: 600 }], { signal: controller.signal });
  await expect(run()).rejects.toThrow();
  const path = partPath(directory, NAME);
  const torn = await systemFiles.resume(path, 600);
  await torn.write(Buffer.from('torn by the power cut'));
  await torn.close();
  expect(await run()).toMatchObject({ sha256: SHA });
});

test('a file that has changed meanwhile is fetched from its beginning (otau 3.9)', async () => {
  const { run, source } = await setUp([{ dropAfterBytes: 500 }]);
  await expect(run()).rejects.toThrow();
  source.etag = '"v2"';
  expect(await run()).toMatchObject({ sizeBytes: 1000, sha256: SHA });
});

test('without an entity tag nothing is put together, unless the digest of the whole is known (otau 3.9)', async () => {
  const { run, source } = await setUp([{ dropAfterBytes: 500 }, { dropAfterBytes: 500 }]);
  source.etag = undefined;
  await expect(run()).rejects.toThrow();
  await expect(run()).rejects.toThrow();
  expect(source.asked[1]).toEqual({ fileName: NAME });
  expect(await run({ digestKnown: true })).toMatchObject({ sha256: SHA });
  expect(source.asked[2]).toEqual({ fileName: NAME, rangeStart: 500 });
});

test('a range that the source cannot give is fetched from the beginning', async () => {
  const failWith = Object.assign(new Error('range not satisfiable'), { status: 416 });
  const { run } = await setUp([{ dropAfterBytes: 500 }, { failWith }]);
  await expect(run()).rejects.toThrow();
  expect(await run()).toMatchObject({ sha256: SHA });
});

test('failures are waited out within the budget, and what has arrived is not fetched again (otau 3.9)', async () => {
  const busy = Object.assign(new Error('try later'), { status: 503, retryAfterMs: 7_000 });
  const { run, source, clock } = await setUp([{ dropAfterBytes: 300 }, { failWith: busy }]);
  expect(await run({ retry: { budgetMs: 60_000, clock, random: () => 0 } })).toMatchObject({ sha256: SHA });
  expect(source.asked.map(({ rangeStart }) => rangeStart)).toEqual([undefined, 300, 300]);
  expect(clock.slept).toEqual([500, 7_000]);
});

test('a 4xx is final: asked once, and nothing is kept (otau 3.9)', async () => {
  const { run, source, directory, clock } = await setUp();
  const retry = { budgetMs: 60_000, clock, random: () => 0 };
  await expect(run({ fileName: 'gone.v1.tar.gz', retry })).rejects.toMatchObject({
    code: 'OTAU_DOWNLOAD_FAILED',
    retryable: false,
    message: matching(/not found/),
  });
  expect(source.asked).toHaveLength(1);
  expect(await readdir(directory)).toEqual([]);
});

test('a complete download is only asked about, and used also while the source is away (otau 3.9)', async () => {
  const { run, source } = await setUp([{}, {}, { failWith: new Error('offline') }]);
  await run();
  expect(await run()).toMatchObject({ sizeBytes: 1000, sha256: SHA });
  expect(source.asked[1]).toEqual({ fileName: NAME, rangeStart: 999, ifRange: '"v1"' });
  expect(await run()).toMatchObject({ sha256: SHA });
});

test('keeps to the number of bytes per second (otau 3.9)', async () => {
  const { run, clock } = await setUp([], { maxBytesPerSecond: 500 });
  await run();
  expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBe(2000);
});

test('a stop keeps what has arrived, a broken limit does not (otau 2.6, 3.10)', async () => {
  const controller = new AbortController();
  const { run, directory } = await setUp([{ dropAfterBytes: 500 }]);
  controller.abort('stop');
  await expect(run({ signal: controller.signal })).rejects.toBe('stop');
  await expect(run({ limits: resolveLimits({ maxPackageBytes: 300 }) })).rejects.toMatchObject({
    rule: 'limit-package-bytes',
  });
  expect(await readdir(directory)).toEqual([]);
});

test('a full disk is no failure of the source: it is not tried again, and nothing remains (otau 3.10)', async () => {
  const { run, source, directory, clock } = await setUp();
  const files = { ...systemFiles, freeBytes: () => Promise.resolve(10) };
  const retry = { budgetMs: 60_000, clock, random: () => 0 };
  const failing = run({ files, limits: resolveLimits({ reserveBytes: 0 }), retry });
  await expect(failing).rejects.toSatisfy((error) => error instanceof OtauError && error.code === 'OTAU_DISK_FULL');
  expect(source.asked).toHaveLength(1);
  expect(await readdir(directory)).toEqual([]);
});
