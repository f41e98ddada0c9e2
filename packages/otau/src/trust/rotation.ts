import { readFile } from 'node:fs/promises';
import { replaceFile } from '../durable.ts';
import { isOtauError, OtauError, toOtauError } from '../errors.ts';
import { formatKeySet, type KeySet, parseKeySet } from './key-set.ts';
import { verifyThreshold } from './threshold.ts';

/** A key set as it is offered to a gateway: the bytes that were signed, and the signatures. */
export interface OfferedKeySet {
  readonly keySet: Uint8Array;
  readonly signatures: string;
}

/**
 * Decides whether an offered key set may follow the current one (otau 4.3): it must have a higher version and be signed
 * by enough keys of its predecessor, which vouch for it, and by enough of its own, which proves that somebody holds
 * them. That the predecessor has expired is no reason to stay with it. Throws `OTAU_KEY_SET_INVALID`.
 */
export function decideRotation(current: KeySet, { keySet, signatures }: OfferedKeySet): KeySet {
  const next = parseKeySet(keySet);
  if (next.version <= current.version) {
    throw refused(`it has version ${next.version}, and version ${current.version} is in use`);
  }
  verifyAs('the key set in use', () => verifyThreshold(keySet, signatures, current));
  verifyAs('the new key set itself', () => verifyThreshold(keySet, signatures, next));
  return next;
}

/** Reads the key set of a gateway from its file. */
export async function readKeySet(path: string): Promise<KeySet> {
  try {
    return parseKeySet(await readFile(path));
  } catch (error) {
    throw toOtauError(error, `reading the key set ${path}`);
  }
}

/** Replaces the key set in a file by one that may follow it. After a power cut the file has the old or the new one. */
export async function rotateKeySet(path: string, offered: OfferedKeySet): Promise<KeySet> {
  const next = decideRotation(await readKeySet(path), offered);
  try {
    await replaceFile(path, formatKeySet(next));
  } catch (error) {
    throw toOtauError(error, `replacing the key set ${path}`);
  }
  return next;
}

function verifyAs(whose: string, verify: () => unknown): void {
  try {
    verify();
  } catch (error) {
    if (!isOtauError(error)) throw error;
    throw refused(`as to ${whose}: ${error.message.replace(/\.$/, '')}`, error);
  }
}

function refused(found: string, cause?: unknown): OtauError {
  return new OtauError('OTAU_KEY_SET_INVALID', `The key set may not follow the one in use: ${found}.`, { cause });
}
