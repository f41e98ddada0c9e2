import { createGzip, gzipSync } from 'node:zlib';
import { type HostileCase, INSTALLER, raw } from './hostile-case.ts';
import * as t from './tar.ts';

const MIB = 1024 * 1024;

/** Gzip, and what is larger than any memory should be (otau 2.8). */
export const HOSTILE_STREAMS: readonly HostileCase[] = [
  { title: 'empty file', rule: 'gzip-header', bytes: () => new Uint8Array() },
  { title: 'tar without gzip', rule: 'gzip-header', bytes: () => t.tar(INSTALLER) },
  { title: 'zeros only', rule: 'gzip-header', bytes: () => new Uint8Array(10_240) },
  { title: 'gzip concatenated', rule: 'gzip-trailing-data', bytes: () => Buffer.concat([good(), good()]) },
  {
    title: 'gzip with trailing junk',
    rule: 'gzip-trailing-data',
    bytes: () => Buffer.concat([good(), Buffer.from('j')]),
  },
  { title: 'gzip truncated in its data', rule: 'gzip-truncated', bytes: () => good().subarray(0, 40) },
  { title: 'gzip truncated in its trailer', rule: 'gzip-truncated', bytes: () => good().subarray(0, -3) },
  { title: 'gzip with a bad CRC', rule: 'gzip-checksum', bytes: () => flipped(good(), -6) },
  { title: 'gzip with a bad length', rule: 'gzip-checksum', bytes: () => flipped(good(), -2) },
  { title: 'gzip with damaged data', rule: 'gzip-data', bytes: () => flipped(good(), 10) },
  raw('tar of zeros only, which is an empty package', 'end-blocks', new Uint8Array(512)),
  { title: 'gzip bomb of 512 MB', rule: 'limit-ratio', bytes: () => gzipped(bomb()) },
  { title: 'PAX header of 512 MB', rule: 'meta-size', bytes: () => gzipped(hugePax()) },
  { title: '200,000 entries', rule: 'limit-entries', bytes: () => gzipped(manyEntries(200_000)) },
];

function good(): Buffer {
  return gzipSync(t.tar(INSTALLER));
}

function flipped(bytes: Buffer, at: number): Buffer {
  const index = at < 0 ? bytes.length + at : at;
  bytes.writeUInt8(bytes.readUInt8(index) ^ 0xff, index);
  return bytes;
}

/** Compresses as much as is asked for, and no more: the reader is to stop long before the end. */
async function* gzipped(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gzip = createGzip();
  const feeding = (async () => {
    for (const chunk of chunks) {
      if (gzip.destroyed) return;
      await new Promise<void>((resolve) => {
        gzip.once('close', resolve);
        gzip.write(chunk, () => {
          gzip.off('close', resolve);
          resolve();
        });
      });
    }
    gzip.end();
  })();
  try {
    for await (const chunk of gzip) if (chunk instanceof Uint8Array) yield chunk;
  } finally {
    gzip.destroy();
    await feeding;
  }
}

function* zeros(bytes: number): Generator<Uint8Array> {
  for (let left = bytes; left > 0; left -= MIB) yield new Uint8Array(Math.min(left, MIB));
}

function* bomb(): Generator<Uint8Array> {
  for (let file = 0; file < 8; file++) {
    yield t.header(`zeros-${file}`, { size: 64 * MIB });
    yield* zeros(64 * MIB);
  }
  yield* zeros(1024);
}

function* hugePax(): Generator<Uint8Array> {
  yield t.header('PaxHeader', { type: 'x', size: 512 * MIB });
  yield* zeros(512 * MIB);
}

/** Links, because they are made last: the test is to be about the refusal, and not about 20,000 fsyncs before it. */
function* manyEntries(count: number): Generator<Uint8Array> {
  const batch = 500;
  for (let index = 0; index < count; index += batch) {
    yield Buffer.concat(Array.from({ length: batch }, (_, step) => t.symlink(`link-${index + step}`, 'install.sh')));
  }
  yield* zeros(1024);
}
