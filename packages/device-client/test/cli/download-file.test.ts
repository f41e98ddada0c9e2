import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { downloadFile, formatPartPath } from '../../src/cli/download-file.ts';
import { openClient } from '../fixtures/client.ts';
import { makeFolder } from '../fixtures/folder.ts';
import { CIK, reply, startPlatform, type Reply } from '../fixtures/scripted-platform.ts';

const INFO = reply(200, 'application/gzip,10,1408088308,');
const PART = { contentType: '', sizeBytes: 10, updatedAt: 1_408_088_308, meta: '' };

async function run(replies: readonly Reply[], { resume = false, part }: { resume?: boolean; part?: string } = {}) {
  const platform = await startPlatform(replies);
  const path = join(makeFolder(), 'app');
  if (part !== undefined) writeFileSync(formatPartPath(path, PART), part);
  const seen: number[] = [];
  const downloading = downloadFile({
    client: openClient(platform.url),
    cik: CIK,
    id: 'app',
    product: undefined,
    path,
    resume,
    signal: undefined,
    onProgress: (have) => seen.push(have),
  });
  return { platform, path, downloading, seen };
}

test('the file is there only when it is whole', async () => {
  const { downloading, path, seen } = await run([INFO, reply(200, '0123456789')]);
  expect(await downloading).toEqual({ sizeBytes: 10, resumedFrom: 0 });
  expect(readFileSync(path, 'utf8')).toBe('0123456789');
  expect(seen.at(-1)).toBe(10);
  expect(readdirSync(join(path, '..'))).toEqual(['app']);
});

test('goes on with the part that an earlier try has left', async () => {
  const rest = reply(206, '456789', { 'Content-Range': 'bytes 4-9/10' });
  const { downloading, path, platform } = await run([INFO, rest], { resume: true, part: '0123' });
  expect(await downloading).toEqual({ sizeBytes: 10, resumedFrom: 4 });
  expect(readFileSync(path, 'utf8')).toBe('0123456789');
  expect(platform.requests[1]?.headers.range).toBe('bytes=4-');
});

test('a part that was whole already needs no download', async () => {
  const { downloading, path, platform } = await run([INFO], { resume: true, part: '0123456789' });
  await downloading;
  expect(readFileSync(path, 'utf8')).toBe('0123456789');
  expect(platform.requests).toHaveLength(1);
});

test('begins anew where the platform sends all of it, or the part is of no use', async () => {
  for (const part of ['xxxx', 'x'.repeat(11)]) {
    const { downloading, path } = await run([INFO, reply(200, '0123456789')], { resume: true, part });
    await downloading;
    expect(readFileSync(path, 'utf8')).toBe('0123456789');
  }
});

test('without resume, what an earlier try has left does not count', async () => {
  const { downloading, path, platform } = await run([INFO, reply(200, '0123456789')], { part: 'xxxx' });
  await downloading;
  expect(readFileSync(path, 'utf8')).toBe('0123456789');
  expect(platform.requests[1]?.headers).not.toHaveProperty('range');
});

test('keeps what has come when it fails, under the name of its version', async () => {
  const { downloading, path } = await run([INFO, reply(200, '01234')]);
  await expect(downloading).rejects.toThrow('brought 5 bytes, but its information says 10');
  expect(existsSync(path)).toBe(false);
  expect(readFileSync(formatPartPath(path, PART), 'utf8')).toBe('01234');
});

test('another version never gets mixed with a part of this one', () => {
  expect(formatPartPath('app', PART)).not.toBe(formatPartPath('app', { ...PART, updatedAt: 1 }));
});
