import { constants, gzipSync } from 'node:zlib';
import { type Choice } from './choice.ts';

const BLOCK = 512;
type Field = readonly [start: number, width: number];

/** Where the fields of a header begin, and how wide they are. */
const FIELDS: readonly [Field, ...Field[]] = [
  [0, 100],
  [100, 8],
  [108, 8],
  [124, 12],
  [136, 12],
  [148, 8],
  [156, 1],
  [157, 100],
  [257, 8],
  [345, 155],
  [500, 12],
];
const BYTES = [0, 1, 0x20, 0x2e, 0x2f, 0x30, 0x37, 0x38, 0x5c, 0x7f, 0x80, 0x81, 0xff] as const;

/** Cuts, doubles, swaps and drops parts of an archive. */
export function mutateParts(parts: Uint8Array[], choice: Choice): void {
  const at = choice.below(parts.length);
  const part = parts[at];
  if (part === undefined) return;
  const kind = choice.below(5);
  if (kind === 0) parts.splice(at, 1);
  else if (kind === 1) parts.push(part);
  else if (kind === 2) parts.splice(at, 1, part.subarray(0, choice.below(part.length + 1)));
  else if (kind === 3) parts.splice(at, 0, new Uint8Array(choice.of([1, 512, 1024])));
  else parts.reverse();
}

/** Changes bytes of a tar: anywhere, or in one field of one header. The checksums are mended afterwards, mostly. */
export function mutateTar(tar: Buffer, choice: Choice): void {
  if (tar.length === 0) return;
  for (let count = 1 + choice.below(4); count > 0; count--) {
    const [start, width] = choice.of(FIELDS);
    const block = choice.below(Math.ceil(tar.length / BLOCK)) * BLOCK;
    const at = choice.chance(0.7) ? block + start + choice.below(width) : choice.below(tar.length);
    if (at < tar.length) tar.writeUInt8(choice.chance(0.7) ? choice.of(BYTES) : choice.below(256), at);
  }
  if (choice.chance(0.9)) mendChecksums(tar);
}

/** Makes every block that looks like a header pass the checksum, so that changes reach the rules behind it. */
export function mendChecksums(tar: Buffer): void {
  for (let offset = 0; offset + BLOCK <= tar.length; offset += BLOCK) {
    const block = tar.subarray(offset, offset + BLOCK);
    if (block.subarray(257, 262).toString('latin1') !== 'ustar') continue;
    block.fill(0x20, 148, 156);
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  }
}

/** Compresses, and now and then damages the result or adds to it. */
export function compress(tar: Uint8Array, choice: Choice): Buffer {
  const gzip = gzipSync(tar, {
    level: choice.of([0, 1, 6, 9]),
    strategy: choice.of([constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED]),
  });
  if (choice.chance(0.93)) return gzip;
  const kind = choice.below(6);
  if (kind === 0) return Buffer.concat([gzip, gzip]);
  if (kind === 1) return Buffer.concat([gzip, Buffer.alloc(1 + choice.below(600), choice.below(256))]);
  if (kind === 2) return gzip.subarray(0, choice.below(gzip.length));
  if (kind === 3) return withOptionalFields(gzip, choice);
  for (let count = 1 + choice.below(3); count > 0; count--) {
    gzip.writeUInt8(choice.below(256), kind === 4 ? choice.below(gzip.length) : choice.below(10));
  }
  return gzip;
}

/** The same gzip with a name, a comment, an extra field or a header checksum, whether they end or not. */
function withOptionalFields(gzip: Buffer, choice: Choice): Buffer {
  const head = Buffer.from(gzip.subarray(0, 10));
  head.writeUInt8(choice.below(256), 3);
  const added = Buffer.alloc(choice.of([0, 2, 5, 40, 300]), choice.chance(0.5) ? 'a' : 0);
  return Buffer.concat([head, added, Buffer.alloc(choice.below(3)), gzip.subarray(10)]);
}
