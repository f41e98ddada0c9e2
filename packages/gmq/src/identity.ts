/**
 * Whose data it is: vendor, model and serial number as in `X-Exosite-VMS`, or a bare CIK as in `X-Exosite-CIK`
 * (gwe K135). Each identity is a lane of its own: a broken one never holds up another.
 */
export type ClientIdentity =
  { readonly vendor: string; readonly model: string; readonly serial: string } | { readonly cik: string };

/** Longest part of an identity, in characters. */
const MAX_IDENTITY_LENGTH = 256;

/** Length of every CIK (exosite 1.2). */
const CIK_LENGTH = 40;

/** The key of an identity's lane: equal for equal identities, whatever characters they hold. Contains the CIK. */
export function formatLaneKey(identity: ClientIdentity): string {
  return 'cik' in identity
    ? JSON.stringify([identity.cik])
    : JSON.stringify([identity.vendor, identity.model, identity.serial]);
}

/** True for identities with equal lane keys. */
export function isSameIdentity(a: ClientIdentity, b: ClientIdentity): boolean {
  if ('cik' in a || 'cik' in b) return 'cik' in a && 'cik' in b && a.cik === b.cik;
  return a.serial === b.serial && a.model === b.model && a.vendor === b.vendor;
}

/** How an identity is shown to people: never more than the first 8 characters of a CIK (gwe J128). */
export function formatClient(identity: ClientIdentity): string {
  return 'cik' in identity
    ? `CIK ${identity.cik.slice(0, 8)}…`
    : `${identity.vendor} ${identity.model} ${identity.serial}`;
}

/** A CIK is 40 printable characters, not necessarily hex (exosite 1.2). */
export function isCik(text: string): boolean {
  return text.length === CIK_LENGTH && /^[\x21-\x7e]+$/.test(text);
}

/** What is wrong with an identity, as a sentence without the CIK; undefined if it is well formed. */
export function findIdentityFault(identity: ClientIdentity): string | undefined {
  if ('cik' in identity) {
    return isCik(identity.cik) ? undefined : `A CIK is ${CIK_LENGTH} printable characters; this one is not.`;
  }
  for (const part of ['vendor', 'model', 'serial'] as const) {
    const text = identity[part];
    if (text === '') return `The ${part} is empty: give vendor, model and serial number.`;
    if (text.length > MAX_IDENTITY_LENGTH) return `The ${part} has more than ${MAX_IDENTITY_LENGTH} characters.`;
  }
  return undefined;
}
