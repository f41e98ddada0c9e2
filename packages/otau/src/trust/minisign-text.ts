import { OtauError } from '../errors.ts';

/** Bytes of the largest file that is read as a key or as signatures. */
export const MAX_MINISIGN_BYTES: number = 64 * 1024;

/** The bytes of a base64 line that must decode to exactly `bytes` of them; undefined for anything else. */
export function decodeLine(line: string, bytes: number): Buffer | undefined {
  const decoded = Buffer.from(line, 'base64');
  const isCanonical = decoded.toString('base64') === line; // node ignores what is no base64
  return isCanonical && decoded.length === bytes ? decoded : undefined;
}

/** The base64 line of a key file: behind its comment, or alone. */
export function keyLine(text: string): string {
  const lines = text.slice(0, MAX_MINISIGN_BYTES).split(/\r?\n/);
  return ((lines[0]?.startsWith('untrusted comment:') === true ? lines[1] : lines[0]) ?? '').trim();
}

/** A key's identifier as minisign prints it: hexadecimal, the last byte first, without zeros in front. */
export function formatKeyId(bytes: Uint8Array): string {
  const digits = Buffer.from(bytes).reverse().toString('hex').toUpperCase();
  return digits.replace(/^0+(?=.)/, '');
}

/** The error for a file that is not the key that it should be. */
export function keyInvalid(found: string, cause?: unknown): OtauError {
  return new OtauError('OTAU_KEY_INVALID', `The key cannot be used: ${found}.`, { cause });
}

/** One line of text: line breaks and other control characters would end the comment early. */
export function verifyComment(comment: string): void {
  if (/\p{Cc}/u.test(comment) || Buffer.byteLength(comment) > 1024) {
    throw new TypeError('A comment must be one line of at most 1024 bytes.');
  }
}
