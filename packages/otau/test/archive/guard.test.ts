import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type GuardedEntry, guardTar } from '../../src/archive/guard.ts';
import { ARCHIVE_LIMIT_DEFAULTS as limits } from '../../src/archive/limits.ts';
import { isOtauError } from '../../src/errors.ts';
import { extractPackage } from '../../src/extract/extract.ts';
import { freshFolder, snapshot } from '../fixtures/folder.ts';
import * as t from '../fixtures/tar-builder.ts';

async function guarded(tar: Uint8Array, chunkBytes = 1000): Promise<{ bytes: Buffer; entries: GuardedEntry[] }> {
  const entries: GuardedEntry[] = [];
  const chunks: Uint8Array[] = [];
  const options = { limits, onEntry: (entry: GuardedEntry) => entries.push(entry) };
  for await (const chunk of guardTar(t.inChunks(tar, chunkBytes), options)) chunks.push(chunk);
  return { bytes: Buffer.concat(chunks), entries };
}

const SAMPLE = t.tar(
  t.directory('d'),
  t.pax({ path: 'd/from-pax', mtime: '1.5' }),
  t.file('PaxHeader', 'content'),
  t.longName(`d/${'l'.repeat(120)}`),
  t.file('short', 'x'.repeat(600), { magic: t.GNU }),
  t.symlink('s', 'd'),
);

test('passes a good archive on byte by byte, whatever the chunks (otau 2.1)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5000 }), async (chunkBytes) => {
      expect((await guarded(SAMPLE, chunkBytes)).bytes.equals(SAMPLE)).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test('says what each entry is, with PAX and GNU names applied', async () => {
  const { entries } = await guarded(SAMPLE);
  expect(entries.map(({ entry, bodyBytes }) => [entry?.path, bodyBytes])).toEqual([
    ['d', 0],
    ['d/from-pax', 7],
    [`d/${'l'.repeat(120)}`, 600],
    ['s', 0],
  ]);
});

test('passes only the two blocks of zeros that end an archive, however many follow (otau 2.1)', async () => {
  const { bytes } = await guarded(Buffer.concat([SAMPLE, Buffer.alloc(10_240)]));
  expect(bytes.length).toBe(SAMPLE.length);
});

test('a header comes out only after it was verified', async () => {
  const bad = Buffer.concat([t.file('good', 'x'), t.file('../evil', 'y'), t.END]);
  const chunks: Uint8Array[] = [];
  const reading = (async () => {
    for await (const chunk of guardTar(t.inChunks(bad), { limits, onEntry: () => undefined })) chunks.push(chunk);
  })();
  await expect(reading).rejects.toMatchObject({ rule: 'name-parent' });
  expect(Buffer.concat(chunks).includes('evil')).toBe(false);
});

test('whatever is done to the bytes of an archive, nothing escapes and nothing hangs (otau 2.2, 2.5)', async () => {
  const folder = await freshFolder();
  const change = fc.record({ at: fc.nat(SAMPLE.length - 1), value: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), fc.boolean(), async (changes, mend) => {
      const bytes = Buffer.from(SAMPLE);
      for (const { at, value } of changes) bytes[at] = value;
      if (mend) mendChecksums(bytes);
      await mkdir(join(folder, 'staging'));
      try {
        await extractPackage({ source: t.inChunks(gzipSync(bytes)), destination: join(folder, 'staging', 'out') });
      } catch (error) {
        if (!isOtauError(error) || error.rule === undefined) throw error;
        expect(await snapshot(folder)).toEqual({ 'staging/': '' });
      }
      expect(Object.keys(await snapshot(folder)).every((path) => path.startsWith('staging/'))).toBe(true);
      await rm(join(folder, 'staging'), { recursive: true });
    }),
    { numRuns: 80 },
  );
});

/** Makes every block that looks like a header pass the checksum, so that changes reach the rules behind it. */
function mendChecksums(bytes: Buffer): void {
  for (let offset = 0; offset < bytes.length; offset += 512) {
    const block = bytes.subarray(offset, offset + 512);
    if (block.subarray(257, 262).toString('latin1') !== 'ustar') continue;
    block.fill(' ', 148, 156);
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  }
}
