const OCTAL = /^[0-7]+[ \0]*$/;
const LENIENT_OCTAL = /^ *[0-7]*[ \0]*$/;

/**
 * A size or checksum: canonical octal, or base-256 with first byte 0x80 (otau 2.1). Undefined for anything else.
 * Beyond 2⁵³ it is Infinity, which no limit admits.
 */
export function parseStrictField(field: Uint8Array): number | undefined {
  const [first = 0] = field;
  if (first >= 0x80) return first === 0x80 ? parseBigEndian(field.subarray(1)) : undefined;
  const text = Buffer.from(field).toString('latin1');
  return OCTAL.test(text) ? Number.parseInt(text, 8) : undefined;
}

/** A field whose value decides nothing (owner, time): also empty, space-padded, or negative base-256. */
export function parseLenientField(field: Uint8Array): number | undefined {
  const [first = 0] = field;
  if (first === 0x80) return parseBigEndian(field.subarray(1));
  if (first === 0xff) return -1; // a negative number; all of them are clamped alike
  const text = Buffer.from(field).toString('latin1');
  if (!LENIENT_OCTAL.test(text)) return undefined;
  const digits = text.replace(/[ \0]/g, '');
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function parseBigEndian(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) value = value * 256 + byte;
  return Number.isSafeInteger(value) ? value : Infinity;
}
