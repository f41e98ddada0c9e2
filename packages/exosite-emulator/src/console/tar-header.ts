import { type TarEntry } from './api.ts';

/** Size of a header and of the unit in which bodies are padded. */
export const BLOCK_BYTES = 512;

/** One header: an entry, or what belongs to the entry after it. */
export interface TarHeader {
  readonly path: string;
  readonly typeFlag: string;
  readonly sizeBytes: number;
  readonly mode: number;
  readonly target: string;
}

/** Parses one header block (ustar and its GNU form); `end` for the zeros that close the archive. */
export function parseTarHeader(block: Buffer): TarHeader | 'end' | 'damaged' {
  if (block.every((byte) => byte === 0)) return 'end';
  const sizeBytes = octal(block.subarray(124, 136));
  if (sizeBytes === undefined || octal(block.subarray(148, 156)) !== checksum(block)) return 'damaged';
  const prefix = block.toString('latin1', 257, 262) === 'ustar' ? text(block.subarray(345, 500)) : '';
  const name = text(block.subarray(0, 100));
  // GNU archives use the place of the prefix for times.
  const isGnu = block.toString('latin1', 257, 265) === 'ustar  \0';
  return {
    path: prefix === '' || isGnu ? name : `${prefix}/${name}`,
    typeFlag: String.fromCharCode(block[156] ?? 0),
    sizeBytes,
    mode: octal(block.subarray(100, 108)) ?? 0,
    target: text(block.subarray(157, 257)),
  };
}

const KINDS: Readonly<Record<string, TarEntry['kind']>> = {
  ...{ '0': 'file', '\0': 'file', '7': 'file' },
  ...{ '5': 'folder', '1': 'link', '2': 'link' },
};

/** The entry as the console shows it; the overrides come from extended headers. */
export function toTarEntry(header: TarHeader, override: { path?: string; target?: string }): TarEntry {
  const kind = KINDS[header.typeFlag] ?? 'other';
  const entry = { path: override.path ?? header.path, kind, sizeBytes: header.sizeBytes, mode: header.mode & 0o7777 };
  return kind === 'link' ? { ...entry, target: override.target ?? header.target } : entry;
}

/** `path` and `linkpath` of a pax extended header: lines `LENGTH KEY=VALUE`. */
export function parsePax(body: string): { path?: string; target?: string } {
  const found: { path?: string; target?: string } = {};
  for (const line of body.split('\n')) {
    const match = /^\d+ (path|linkpath)=(.*)$/.exec(line);
    if (match?.[1] === 'path') found.path = match[2] ?? '';
    if (match?.[1] === 'linkpath') found.target = match[2] ?? '';
  }
  return found;
}

function checksum(block: Buffer): number {
  let sum = 0;
  // The checksum's own eight bytes count as blanks.
  for (const [index, byte] of block.entries()) sum += index >= 148 && index < 156 ? 0x20 : byte;
  return sum;
}

function octal(field: Buffer): number | undefined {
  const digits = field.toString('latin1').replaceAll(/[\0 ]+/g, '');
  return /^[0-7]{0,12}$/.test(digits) ? Number.parseInt(`0${digits}`, 8) : undefined;
}

function text(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? field.length : end);
}
