import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { gunzip } from '../../src/archive/gunzip.ts';
import { inChunks } from '../fixtures/tar-builder.ts';

const limits = { maxPackageBytes: 1e9, maxUnpackedBytes: 1e9, maxRatio: Infinity };

async function unpacked(source: AsyncIterable<Uint8Array>, bounds: Partial<typeof limits> = {}): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of gunzip(source, { ...limits, ...bounds })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('gives back what was packed, whatever the chunks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 3000 }),
      fc.integer({ min: 1, max: 400 }),
      async (bytes, chunkBytes) => {
        expect((await unpacked(inChunks(gzipSync(bytes), chunkBytes))).equals(bytes)).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
});

test('unpacks several megabytes without holding them', async () => {
  const bytes = Buffer.alloc(5_000_000, 'a line of text that repeats\n');
  expect((await unpacked(inChunks(gzipSync(bytes), 777))).equals(bytes)).toBe(true);
});

test('reads the header that gzip writes with a file name', async () => {
  const packed = execFileSync('sh', ['-c', 'cd "$(mktemp -d)" && echo hello > name && gzip -c name']);
  expect((await unpacked(inChunks(packed, 3))).toString()).toBe('hello\n');
});

test('reads every optional field of the header', async () => {
  const plain = gzipSync('hello');
  const header = Buffer.from([0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3]);
  const fields = Buffer.from('\x02\0exname\0comment\0cc', 'latin1');
  expect((await unpacked(inChunks(Buffer.concat([header, fields, plain.subarray(10)])))).toString()).toBe('hello');
});

test('refuses a header name without an end, and unknown flags', async () => {
  const endless = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]), Buffer.alloc(70_000, 'a')]);
  await expect(unpacked(inChunks(endless))).rejects.toMatchObject({ rule: 'gzip-header' });
  const flags = gzipSync('hello');
  flags[3] = 0x80;
  await expect(unpacked(inChunks(flags))).rejects.toMatchObject({ rule: 'gzip-header' });
});

test('stops at its bounds (otau 2.6)', async () => {
  const packed = gzipSync(Buffer.alloc(3_000_000));
  await expect(unpacked(inChunks(packed), { maxUnpackedBytes: 2_999_999 })).rejects.toMatchObject({
    rule: 'limit-unpacked-bytes',
  });
  await expect(unpacked(inChunks(packed), { maxRatio: 50 })).rejects.toMatchObject({ rule: 'limit-ratio' });
  await expect(unpacked(inChunks(packed), { maxPackageBytes: 100 })).rejects.toMatchObject({
    rule: 'limit-package-bytes',
  });
});

test('passes on what the source fails with', async () => {
  const failure = new Error('connection lost');
  // eslint-disable-next-line @typescript-eslint/require-await -- a source that fails at once
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield gzipSync('hello').subarray(0, 12);
    throw failure;
  }
  await expect(unpacked(failing())).rejects.toBe(failure);
});
