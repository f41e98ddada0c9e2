import { refusal } from './rules.ts';
import { decodeText } from './entry-name.ts';

/** What a PAX header may change about the next entry; all else in it is ignored. */
export interface PaxOverrides {
  readonly name?: string;
  readonly link?: string;
  /** Must repeat the size in the entry's own header: npm pack writes it, and some readers go by it. */
  readonly sizeBytes?: number;
}

/** Keys that make two readers see two archives: sparse maps, another size, type or charset. */
const REFUSED_KEY = /^(?:GNU\.sparse\..*|SCHILY\.(?:realsize|filetype)|hdrcharset|charset)$/;
/** Numbers that we do not use, and that other readers stumble over when they are none. */
const TIME = /^-?[0-9]{1,18}(?:\.[0-9]*)?$/;
const OWNER = /^[0-9]{1,18}$/;
const NUMBERS: ReadonlyMap<string, RegExp> = new Map([
  ['mtime', TIME],
  ['atime', TIME],
  ['ctime', TIME],
  ['uid', OWNER],
  ['gid', OWNER],
]);
const SPACE = 0x20;
const EQUALS = 0x3d;
const NEWLINE = 0x0a;

/** Reads the body of an `x` header strictly (otau 2.1). */
export function parsePax(body: Uint8Array): PaxOverrides {
  const records = parseRecords(body);
  const name = pathValue(records, 'path');
  const link = pathValue(records, 'linkpath');
  const sizeBytes = sizeValue(records);
  return {
    ...(name === undefined ? {} : { name }),
    ...(link === undefined ? {} : { link }),
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
  };
}

/** Verifies the body of a `g` header: it may carry comments, but must not rename what follows. */
export function verifyGlobalPax(body: Uint8Array): void {
  const records = parseRecords(body);
  for (const key of ['path', 'linkpath', 'size']) {
    if (records.has(key)) throw refusal('pax-global', `a global PAX header sets "${key}" for all entries`);
  }
}

function parseRecords(body: Uint8Array): ReadonlyMap<string, Uint8Array> {
  if (body.length === 0) throw refusal('pax-syntax', 'a PAX header is empty'); // tar-stream takes the next one for it
  const records = new Map<string, Uint8Array>();
  let rest = body;
  while (rest.length > 0) {
    const space = rest.indexOf(SPACE);
    const digits = Buffer.from(rest.subarray(0, Math.max(space, 0))).toString('latin1');
    const length = /^[1-9][0-9]{0,6}$/.test(digits) ? Number(digits) : 0;
    if (length <= space + 1 || length > rest.length || rest[length - 1] !== NEWLINE) {
      throw refusal('pax-syntax', 'a PAX header has a record of the wrong length');
    }
    const record = rest.subarray(space + 1, length - 1);
    const equals = record.indexOf(EQUALS);
    if (equals <= 0) throw refusal('pax-syntax', 'a PAX header has a record without a key');
    const key = decodeText(record.subarray(0, equals));
    if (REFUSED_KEY.test(key)) throw refusal('pax-key', `a PAX header sets "${key.slice(0, 40)}"`);
    if (records.has(key)) throw refusal('pax-syntax', `a PAX header sets "${key.slice(0, 40)}" twice`);
    const value = record.subarray(equals + 1);
    if (NUMBERS.get(key)?.test(Buffer.from(value).toString('latin1')) === false) {
      throw refusal('pax-syntax', `a PAX header sets "${key}" to what is no number`);
    }
    records.set(key, value);
    rest = rest.subarray(length);
  }
  return records;
}

function sizeValue(records: ReadonlyMap<string, Uint8Array>): number | undefined {
  const value = records.get('size');
  if (value === undefined) return undefined;
  const text = Buffer.from(value).toString('latin1');
  if (!/^(?:0|[1-9][0-9]{0,14})$/.test(text)) throw refusal('pax-size', 'a PAX header sets a size that is no number');
  return Number(text);
}

function pathValue(records: ReadonlyMap<string, Uint8Array>, key: string): string | undefined {
  const value = records.get(key);
  if (value === undefined) return undefined;
  if (value.length === 0) throw refusal('pax-syntax', `a PAX header sets an empty "${key}"`);
  if (value.includes(0)) throw refusal('name-nul', `a PAX header has a NUL byte in "${key}"`);
  return decodeText(value);
}
