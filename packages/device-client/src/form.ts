/** What may be written to an alias: text is sent as UTF-8, bytes are sent as they are. */
export type Value = string | Uint8Array;

/** One decoded pair. `value` holds the exact bytes; `name` is text, as aliases and timestamps are. */
export interface FormPair {
  readonly name: string;
  readonly value: Uint8Array;
}

const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const PLUS = 0x2b;
const PERCENT = 0x25;
const BLANK = 0x20;

const UNRESERVED = /^[A-Za-z0-9._~-]*$/;

/** How each byte stands on the wire: unreserved as it is, the blank as `+`, all else as `%XX`. */
const ENCODED_BYTES: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (byte === BLANK) return '+';
  return UNRESERVED.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

/**
 * Encodes one name or value for a form body or a query: percent-encoding, blank as `+` (gwe J127).
 * A lone surrogate in a string becomes U+FFFD, as everywhere in UTF-8.
 */
export function encodeFormComponent(value: Value): string {
  if (typeof value === 'string' && UNRESERVED.test(value)) return value;
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
  let encoded = '';
  for (const byte of bytes) encoded += ENCODED_BYTES[byte] ?? '';
  return encoded;
}

/**
 * Encodes pairs as `application/x-www-form-urlencoded` (exosite 1.3), in the order given, strictly:
 * nothing but unreserved characters, `+` and `%XX` stands in a name or a value.
 */
export function encodeForm(pairs: Iterable<readonly [string, Value]>): string {
  const parts: string[] = [];
  for (const [name, value] of pairs) parts.push(`${encodeFormComponent(name)}=${encodeFormComponent(value)}`);
  return parts.join('&');
}

/**
 * Decodes a form body as real clients and platforms send it (exosite 1.3): splits at `&` and at the first `=`
 * BEFORE decoding (gwe N1, N2), turns `+` into a blank, decodes valid `%XX` and leaves a malformed `%` as it is.
 * Empty segments are skipped, a segment without `=` has an empty value. Never throws.
 */
export function decodeForm(body: string | Uint8Array): FormPair[] {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
  const pairs: FormPair[] = [];
  let start = 0;
  while (start < bytes.length) {
    const separator = bytes.indexOf(AMPERSAND, start);
    const end = separator === -1 ? bytes.length : separator;
    if (end > start) pairs.push(decodePair(bytes.subarray(start, end)));
    start = end + 1;
  }
  return pairs;
}

function decodePair(segment: Uint8Array): FormPair {
  const equals = segment.indexOf(EQUALS);
  const nameEnd = equals === -1 ? segment.length : equals;
  const valueStart = equals === -1 ? segment.length : equals + 1;
  return {
    name: decodeText(decodeComponent(segment.subarray(0, nameEnd))),
    value: decodeComponent(segment.subarray(valueStart)),
  };
}

/** Always returns its own memory: a small value must not keep a large body alive. */
function decodeComponent(encoded: Uint8Array): Uint8Array {
  const decoded = new Uint8Array(encoded.length);
  let length = 0;
  for (let index = 0; index < encoded.length; index += 1) {
    let byte = encoded[index] ?? 0;
    if (byte === PLUS) {
      byte = BLANK;
    } else if (byte === PERCENT) {
      const high = hexDigit(encoded[index + 1]);
      const low = hexDigit(encoded[index + 2]);
      if (high !== -1 && low !== -1) {
        byte = high * 16 + low;
        index += 2;
      }
    }
    decoded[length] = byte;
    length += 1;
  }
  return length === decoded.length ? decoded : decoded.slice(0, length);
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : -1;
}

/** UTF-8 text of decoded bytes. Unlike `TextDecoder` it keeps a leading byte order mark: it is data. */
export function decodeText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
