import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import { type ByteReader, createByteReader } from './byte-reader.ts';
import { type ArchiveLimits } from './limits.ts';
import { refusal } from './rules.ts';

const FLAG_HEADER_CHECKSUM = 2;
const FLAG_EXTRA = 4;
const FLAG_NAME = 8;
const FLAG_COMMENT = 16;
const RESERVED_FLAGS = 0xe0;
const MAX_HEADER_TEXT_BYTES = 64 * 1024;
const RATIO_FLOOR_BYTES = 1024 * 1024;
const READ_BYTES = 64 * 1024;

/**
 * Unpacks exactly one gzip member and nothing else. node:zlib silently goes on with a second member and ignores
 * trailing junk, so that two readers may see two archives (otau 2.8): here both are refused, as are a wrong CRC or
 * length, and a stream that grows beyond `maxRatio` or `maxUnpackedBytes`.
 */
export async function* gunzip(
  source: AsyncIterable<Uint8Array>,
  limits: Pick<ArchiveLimits, 'maxPackageBytes' | 'maxUnpackedBytes' | 'maxRatio'>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const input = createByteReader(bounded(source, limits.maxPackageBytes));
  await skipHeader(input);
  const inflate = createInflateRaw({ chunkSize: READ_BYTES });
  const feeding = feed(input, inflate);
  feeding.catch((error: unknown) => inflate.destroy(error instanceof Error ? error : new Error(String(error))));
  let checksum = 0;
  let bytes = 0;
  try {
    for await (const chunk of chunksOf(inflate)) {
      bytes += chunk.length;
      if (bytes > limits.maxUnpackedBytes) {
        throw refusal('limit-unpacked-bytes', `it unpacks to more than ${limits.maxUnpackedBytes} bytes`);
      }
      if (bytes > RATIO_FLOOR_BYTES && bytes > limits.maxRatio * inflate.bytesWritten) {
        throw refusal('limit-ratio', `it unpacks to more than ${limits.maxRatio} times its size`);
      }
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
    input.unread(await feeding);
  } finally {
    inflate.destroy();
  }
  await checkTrailer(input, checksum, bytes);
}

async function* bounded(source: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw refusal('limit-package-bytes', `it is larger than ${maxBytes} bytes`);
    yield chunk;
  }
}

async function skipHeader(input: ByteReader): Promise<void> {
  const header = await input.exactly(10);
  const [magic1, magic2, method, flags = 0] = header;
  if (header.length === 0) throw refusal('gzip-header', 'it is empty');
  if (magic1 !== 0x1f || magic2 !== 0x8b || method !== 8) {
    throw refusal('gzip-header', 'it is not a gzip file; make it with `tar -czf` or with the build command');
  }
  if (header.length < 10) throw refusal('gzip-truncated', 'it ends inside the gzip header');
  if ((flags & RESERVED_FLAGS) !== 0) throw refusal('gzip-header', 'its gzip header has unknown flags');
  if ((flags & FLAG_EXTRA) !== 0) {
    const [low = 0, high = 0] = await input.exactly(2);
    await input.exactly(low + high * 256);
  }
  if ((flags & FLAG_NAME) !== 0) await skipText(input);
  if ((flags & FLAG_COMMENT) !== 0) await skipText(input);
  if ((flags & FLAG_HEADER_CHECKSUM) !== 0) await input.exactly(2);
}

async function skipText(input: ByteReader): Promise<void> {
  for (let length = 0; length < MAX_HEADER_TEXT_BYTES; length++) {
    const [byte] = await input.exactly(1);
    if (byte === undefined) throw refusal('gzip-truncated', 'it ends inside the gzip header');
    if (byte === 0) return;
  }
  throw refusal('gzip-header', 'the name or comment in its gzip header has no end');
}

/** Gives the inflater its input; resolves with the bytes behind the end of the compressed data. */
async function feed(input: ByteReader, inflate: InflateRaw): Promise<Uint8Array> {
  while (!inflate.destroyed) {
    const chunk = await input.some(READ_BYTES);
    if (chunk === undefined) {
      inflate.end();
      break;
    }
    const before = inflate.bytesWritten;
    await taken(inflate, chunk);
    const used = inflate.bytesWritten - before;
    if (used < chunk.length) return chunk.subarray(used);
  }
  return new Uint8Array();
}

/** Waits until the inflater has used the chunk; it never calls back for one that goes beyond its data's end. */
async function taken(inflate: InflateRaw, chunk: Uint8Array): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      inflate.off('end', done).off('close', done);
      resolve();
    };
    inflate.once('end', done).once('close', done);
    inflate.write(chunk, done);
  });
}

async function* chunksOf(inflate: InflateRaw): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of inflate) {
      if (chunk instanceof Uint8Array) yield chunk;
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'Z_BUF_ERROR') throw refusal('gzip-truncated', 'its compressed data ends too early');
    if (code === 'Z_DATA_ERROR') throw refusal('gzip-data', 'its compressed data is damaged');
    throw error;
  }
}

async function checkTrailer(input: ByteReader, checksum: number, bytes: number): Promise<void> {
  const trailer = Buffer.from(await input.exactly(8));
  if (trailer.length < 8) throw refusal('gzip-truncated', 'it ends inside the gzip trailer');
  if (trailer.readUInt32LE(0) !== checksum || trailer.readUInt32LE(4) !== bytes % 2 ** 32) {
    throw refusal('gzip-checksum', 'its content does not match its checksum; transfer it again');
  }
  if ((await input.some(1)) !== undefined) {
    throw refusal('gzip-trailing-data', 'there is more data behind its gzip stream');
  }
}
