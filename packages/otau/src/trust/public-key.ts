import { createPublicKey, type KeyObject } from 'node:crypto';
import { decodeLine, formatKeyId, keyInvalid, keyLine } from './minisign-text.ts';

/** A minisign public key (Ed25519). */
export interface PublicKey {
  /** Identifier as minisign prints it, at most 16 hexadecimal digits; it tells keys apart and proves nothing. */
  readonly id: string;
  /** The one-line form: `RW…`, 56 characters, as `minisign -P` takes it. */
  readonly text: string;
}

const BYTES = { algorithm: 2, id: 8, key: 32 };
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Reads a public key file of minisign, or its one-line form. Throws `OTAU_KEY_INVALID`. */
export function parsePublicKey(text: string): PublicKey {
  const bytes = decodeLine(keyLine(text), BYTES.algorithm + BYTES.id + BYTES.key);
  if (bytes?.subarray(0, 2).toString('latin1') !== 'Ed') {
    throw keyInvalid('it is no minisign public key, which is a line of 56 characters that begins with "RW"');
  }
  const key = { id: formatKeyId(bytes.subarray(2, 10)), text: bytes.toString('base64') };
  keyObjectOf(key); // what node:crypto cannot load is refused here, not at the first signature
  return key;
}

/** A public key as a file that minisign reads. */
export function formatPublicKey({ id, text }: PublicKey): string {
  return `untrusted comment: minisign public key ${id}\n${text}\n`;
}

/** The public key with the given identifier and raw bytes. */
export function publicKeyOf(id: Uint8Array, rawKey: Uint8Array): PublicKey {
  return { id: formatKeyId(id), text: Buffer.concat([Buffer.from('Ed'), id, rawKey]).toString('base64') };
}

/** The key for node:crypto. */
export function keyObjectOf({ text }: PublicKey): KeyObject {
  const raw = Buffer.from(text, 'base64').subarray(BYTES.algorithm + BYTES.id);
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' });
}
