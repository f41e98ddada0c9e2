import { parseLenientField, parseStrictField } from './numeric-field.ts';
import { refusal } from './rules.ts';

/** Bytes of a tar block. */
export const BLOCK_BYTES = 512;

/** The only types of entry that pass (otau 2.1). */
export type HeaderType =
  'file' | 'directory' | 'symlink' | 'hardlink' | 'pax' | 'pax-global' | 'long-name' | 'long-link';

/** One verified header block. */
export interface TarHeader {
  readonly type: HeaderType;
  /** Name as it stands in the block, ustar prefix included; not yet judged. */
  readonly name: Uint8Array;
  readonly link: Uint8Array;
  readonly sizeBytes: number;
  readonly mode: number;
  /** Seconds since the epoch, clamped to 0 … 2³²−1. */
  readonly mtimeSeconds: number;
}

const TYPES: Readonly<Record<string, HeaderType>> = {
  '\0': 'file',
  '0': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '5': 'directory',
  x: 'pax',
  g: 'pax-global',
  L: 'long-name',
  K: 'long-link',
};
const BODYLESS: ReadonlySet<HeaderType> = new Set(['directory', 'symlink', 'hardlink']);
const USTAR = 'ustar\x0000';
const GNU = 'ustar  \0';
const MAX_MTIME_SECONDS = 2 ** 32 - 1;

/** Whether a block is all zeros, as the two at the end of an archive are. */
export function isZeroBlock(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

/** Verifies a header block, field by field, and reads it; throws the refusal of the first rule that it breaks. */
export function parseHeader(block: Uint8Array): TarHeader {
  const shown = Buffer.from(untilNul(block.subarray(0, 100))).toString();
  verifyChecksum(block, shown);
  const magic = Buffer.from(block.subarray(257, 265)).toString('latin1');
  if (magic !== USTAR && magic !== GNU) {
    throw refusal('magic', 'its header is neither ustar nor GNU; pack it with a current tar', shown);
  }
  const type = TYPES[String.fromCharCode(block[156] ?? 0)];
  if (type === undefined) {
    throw refusal('entry-type', 'only files, directories and links may be in a package', shown);
  }
  const sizeBytes = parseStrictField(block.subarray(124, 136));
  if (sizeBytes === undefined) throw refusal('size-field', 'its size is not a number', shown);
  if (sizeBytes > 0 && BODYLESS.has(type)) throw refusal('unexpected-body', `a ${type} has no content`, shown);
  const mode = lenient(block, 100, 108, shown);
  lenient(block, 108, 116, shown);
  lenient(block, 116, 124, shown);
  const mtime = lenient(block, 136, 148, shown);
  return {
    type,
    name: nameOf(block, magic === USTAR, shown),
    link: fieldText(block.subarray(157, 257), shown),
    sizeBytes,
    mode: mode === Infinity ? 0 : mode & 0o7777,
    mtimeSeconds: Math.min(Math.max(mtime, 0), MAX_MTIME_SECONDS),
  };
}

function verifyChecksum(block: Uint8Array, shown: string): void {
  let sum = 8 * 0x20; // the checksum's own field counts as blanks
  block.forEach((byte, index) => {
    if (index < 148 || index >= 156) sum += byte;
  });
  if (parseStrictField(block.subarray(148, 156)) !== sum) {
    throw refusal('checksum', 'the checksum of its header is wrong: not a tar file, or a damaged one', shown);
  }
}

function lenient(block: Uint8Array, start: number, end: number, shown: string): number {
  const value = parseLenientField(block.subarray(start, end));
  if (value === undefined)
    throw refusal('numeric-field', `bytes ${start} to ${end} of its header hold no number`, shown);
  return value;
}

/**
 * Bytes 345 to 511 mean different things to different readers (ustar prefix, star and GNU times, sparse maps), so
 * only the ustar prefix may be used, and only where the magic says ustar.
 */
function nameOf(block: Uint8Array, isUstar: boolean, shown: string): Uint8Array {
  const name = fieldText(block.subarray(0, 100), shown);
  const unused = isUstar ? block.subarray(500) : block.subarray(345);
  if (unused.some((byte) => byte !== 0)) throw refusal('reserved-field', 'its header uses reserved bytes', shown);
  const prefix = isUstar ? fieldText(block.subarray(345, 500), shown) : new Uint8Array();
  return prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name]);
}

function fieldText(field: Uint8Array, shown: string): Uint8Array {
  const text = untilNul(field);
  if (field.subarray(text.length).some((byte) => byte !== 0)) {
    throw refusal('name-nul', 'there is text behind the end of its name', shown);
  }
  return text;
}

function untilNul(field: Uint8Array): Uint8Array {
  const end = field.indexOf(0);
  return end === -1 ? field : field.subarray(0, end);
}
