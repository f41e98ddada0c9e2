/** One pair of a form; `value` is absent where the pair had no `=`. */
export interface FormPair {
  readonly name: string;
  readonly value: Uint8Array | undefined;
}

const PERCENT = 0x25;
const PLUS = 0x2b;
const BLANK = 0x20;
const AMPERSAND = 0x26;
const EQUALS = 0x3d;

/** Splits at `&`, then at the first `=`, then decodes each side: an encoded `&` stays data (exosite 1.3). */
export function parseForm(body: Uint8Array | string): readonly FormPair[] {
  const bytes =
    typeof body === 'string' ? Buffer.from(body, 'latin1') : Buffer.from(body.buffer, body.byteOffset, body.length);
  const pairs: FormPair[] = [];
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(AMPERSAND, start);
    const end = found === -1 ? bytes.length : found;
    if (end > start) pairs.push(parsePair(bytes.subarray(start, end)));
    start = end + 1;
  }
  return pairs;
}

function parsePair(pair: Buffer): FormPair {
  const equals = pair.indexOf(EQUALS);
  if (equals === -1) return { name: decodeText(pair), value: undefined };
  return { name: decodeText(pair.subarray(0, equals)), value: decodeBytes(pair.subarray(equals + 1)) };
}

/** Decodes one name or value: `+` is a blank, a valid `%XX` a byte, a malformed `%` itself (exosite 1.3). */
function decodeBytes(encoded: Uint8Array): Uint8Array {
  const decoded = Buffer.alloc(encoded.length);
  let length = 0;
  for (let index = 0; index < encoded.length; index += 1) {
    const byte = encoded[index] ?? 0;
    const escaped = byte === PERCENT ? hexPair(encoded[index + 1], encoded[index + 2]) : undefined;
    if (escaped !== undefined) index += 2;
    decoded[length] = escaped ?? (byte === PLUS ? BLANK : byte);
    length += 1;
  }
  return decoded.subarray(0, length);
}

function decodeText(encoded: Uint8Array): string {
  return Buffer.from(decodeBytes(encoded)).toString('utf8');
}

/** Decodes one path segment. A `+` in a path is a plus. */
export function decodePathSegment(segment: string): string {
  return decodeText(Buffer.from(segment.replaceAll('+', '%2B'), 'latin1'));
}

function hexPair(high: number | undefined, low: number | undefined): number | undefined {
  const highDigit = hexDigit(high);
  const lowDigit = hexDigit(low);
  return highDigit === undefined || lowDigit === undefined ? undefined : highDigit * 16 + lowDigit;
}

function hexDigit(byte: number | undefined): number | undefined {
  if (byte === undefined) return undefined;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : undefined;
}

const UNRESERVED: ReadonlySet<number> = new Set(
  Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~'),
);

/** Percent-encodes every byte that is not unreserved. */
export function encodeComponent(value: Uint8Array | string): string {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  let encoded = '';
  for (const byte of bytes) {
    encoded += UNRESERVED.has(byte)
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

/** Formats pairs, encoded side by side (exosite 1.3). */
export function formatForm(pairs: Iterable<readonly [string, Uint8Array | string]>): string {
  return Array.from(pairs, ([name, value]) => `${encodeComponent(name)}=${encodeComponent(value)}`).join('&');
}

/** The first value of each name as text; a pair without `=` counts as empty. */
export function formFields(pairs: readonly FormPair[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const { name, value } of pairs) {
    if (!fields.has(name)) fields.set(name, Buffer.from(value ?? []).toString('utf8'));
  }
  return fields;
}
