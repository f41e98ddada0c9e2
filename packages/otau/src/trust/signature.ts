import { createHash, sign, verify } from 'node:crypto';
import { OtauError } from '../errors.ts';
import { decodeLine, formatKeyId, MAX_MINISIGN_BYTES, verifyComment } from './minisign-text.ts';
import { keyObjectOf, type PublicKey } from './public-key.ts';
import { type SecretKey } from './secret-key.ts';

/** One minisign signature, as it stands in its file: nothing about it is verified. */
export interface Signature {
  readonly keyId: string;
  /** Whether the message's BLAKE2b-512 was signed (`ED`, the default of minisign) or the message itself (`Ed`). */
  readonly prehashed: boolean;
  /** Signed along, so that it can be trusted once the signature is verified. */
  readonly trustedComment: string;
  readonly bytes: Uint8Array;
  /** Of signature and trusted comment. */
  readonly commentBytes: Uint8Array;
}

/** Options of {@link signMessage}. */
export interface SignOptions {
  /** One line that is signed along. Default: empty. */
  readonly trustedComment?: string;
  /** Signs the message itself instead of its hash, for minisign before 0.6. Default: false. */
  readonly legacy?: boolean;
}

const MAX_SIGNATURES = 16;
const LINES = 4;
const UNTRUSTED = 'untrusted comment: ';
const TRUSTED = 'trusted comment: ';

/** Signs a message; the four lines that `minisign -V` verifies. */
export function signMessage(message: Uint8Array, { publicKey, key }: SecretKey, options: SignOptions = {}): string {
  const { trustedComment = '', legacy = false } = options;
  verifyComment(trustedComment);
  const signature = sign(null, signedBytes(message, !legacy), key);
  const head = Buffer.concat([
    Buffer.from(legacy ? 'Ed' : 'ED'),
    Buffer.from(publicKey.text, 'base64').subarray(2, 10),
  ]);
  const global = sign(null, Buffer.concat([signature, Buffer.from(trustedComment)]), key);
  return [
    `${UNTRUSTED}signature from minisign secret key ${publicKey.id}`,
    Buffer.concat([head, signature]).toString('base64'),
    `${TRUSTED}${trustedComment}`,
    `${global.toString('base64')}\n`,
  ].join('\n');
}

/**
 * Reads a signature file. Where a threshold asks for several, they stand one behind the other in one file; minisign
 * itself reads the first. Throws `OTAU_SIGNATURE_INVALID` for anything else.
 */
export function parseSignatures(text: string): readonly Signature[] {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  if (text.length > MAX_MINISIGN_BYTES || lines.length % LINES !== 0 || lines.length > MAX_SIGNATURES * LINES) {
    throw malformed(`it must be 1 to ${MAX_SIGNATURES} signatures of ${LINES} lines each`);
  }
  return Array.from({ length: lines.length / LINES }, (_, index) =>
    parseOne(lines.slice(index * LINES, (index + 1) * LINES)),
  );
}

/** Whether a signature, its trusted comment included, is one of `key` for `message`. */
export function verifySignature(message: Uint8Array, signature: Signature, key: PublicKey): boolean {
  if (signature.keyId !== key.id) return false;
  const { bytes, commentBytes, trustedComment, prehashed } = signature;
  const keyObject = keyObjectOf(key);
  return (
    verify(null, signedBytes(message, prehashed), keyObject, bytes) &&
    verify(null, Buffer.concat([bytes, Buffer.from(trustedComment)]), keyObject, commentBytes)
  );
}

function signedBytes(message: Uint8Array, prehashed: boolean): Uint8Array {
  return prehashed ? createHash('blake2b512').update(message).digest() : message;
}

function parseOne([untrusted = '', signature = '', trusted = '', global = '']: readonly string[]): Signature {
  if (!untrusted.startsWith(UNTRUSTED)) throw malformed(`its first line must begin with "${UNTRUSTED}"`);
  if (!trusted.startsWith(TRUSTED)) throw malformed(`its third line must begin with "${TRUSTED}"`);
  const bytes = decodeLine(signature, 74);
  const commentBytes = decodeLine(global, 64);
  const algorithm = bytes?.subarray(0, 2).toString('latin1');
  if (bytes === undefined || commentBytes === undefined || (algorithm !== 'ED' && algorithm !== 'Ed')) {
    throw malformed('its second and fourth line must be minisign signatures in base64');
  }
  return {
    keyId: formatKeyId(bytes.subarray(2, 10)),
    prehashed: algorithm === 'ED',
    trustedComment: trusted.slice(TRUSTED.length),
    bytes: bytes.subarray(10),
    commentBytes,
  };
}

function malformed(found: string): OtauError {
  return new OtauError('OTAU_SIGNATURE_INVALID', `The signature file cannot be read: ${found}.`);
}
