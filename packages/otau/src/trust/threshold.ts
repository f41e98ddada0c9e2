import { OtauError } from '../errors.ts';
import { type PublicKey } from './public-key.ts';
import { parseSignatures, verifySignature } from './signature.ts';

/** Keys of which so many must have signed. */
export interface KeyThreshold {
  readonly keys: readonly PublicKey[];
  readonly threshold: number;
}

/**
 * Which of the keys have signed the message, each once. Signatures of other keys are passed over; one that names a
 * trusted key and does not fit is an attempt to deceive, and `OTAU_SIGNATURE_INVALID`.
 */
export function signersOf(message: Uint8Array, signatures: string, keys: readonly PublicKey[]): readonly PublicKey[] {
  const signers = new Set<PublicKey>();
  for (const signature of parseSignatures(signatures)) {
    const named = keys.filter(({ id }) => id === signature.keyId);
    const signer = named.find((key) => verifySignature(message, signature, key));
    if (signer !== undefined) signers.add(signer);
    else if (named.length > 0) {
      throw invalid(`the signature of key ${signature.keyId} does not fit: content, comment or signature were changed`);
    }
  }
  return [...signers];
}

/** The keys that have signed; `OTAU_SIGNATURE_INVALID` if they are fewer than the threshold (otau 4.3). */
export function verifyThreshold(
  message: Uint8Array,
  signatures: string,
  { keys, threshold }: KeyThreshold,
): readonly PublicKey[] {
  const signers = signersOf(message, signatures, keys);
  if (signers.length >= threshold) return signers;
  const signed =
    signers.length === 0 ? 'none of the trusted keys has' : `only ${signers.length} of the trusted keys have`;
  const named = keys.map(({ id }) => id).join(', ');
  throw invalid(`${signed} signed, and ${threshold} must. Trusted are: ${named === '' ? 'none' : named}`);
}

function invalid(found: string): OtauError {
  return new OtauError('OTAU_SIGNATURE_INVALID', `The signature is refused: ${found}.`);
}
