/** Vendor and model of a product, as content calls name it (exosite 3.2). Murano: the product id, twice. */
export interface Product {
  readonly vendor: string;
  readonly model: string;
}

/** Who a device is before it has a CIK: One Platform and Murano 1 by three names, Murano 2 by one (exosite 0). */
export type Identity =
  { readonly vendor: string; readonly model: string; readonly serial: string } | { readonly id: string };

/** In place of a CIK: the TLS client certificate says who the device is (exosite 1.2, Murano 2). */
export const BY_CERTIFICATE: unique symbol = Symbol('by certificate');

/** What a device shows to be let in: its CIK or token, or the client's certificate. */
export type Credential = string | typeof BY_CERTIFICATE;

const CIK_LENGTH = 40;
const CIK = /^[\x21-\x7e]{40}$/;
const REDACTED_CIK_LENGTH = 8;

/** True for 40 printable characters: One Platform issues lower-case hex, Murano mixed case (exosite 1.2). */
export function isCik(text: string): boolean {
  return CIK.test(text);
}

/** The first 8 characters and an ellipsis: what may stand in a log (gwe J128). */
export function redactCik(cik: string): string {
  return `${cik.slice(0, REDACTED_CIK_LENGTH)}…`;
}

/** How a request carries a credential. Throws a TypeError, without showing the text, unless it is a CIK. */
export function formatCredential(credential: Credential): { readonly cik: string } | { readonly byCertificate: true } {
  if (credential === BY_CERTIFICATE) return { byCertificate: true };
  if (isCik(credential)) return { cik: credential };
  throw new TypeError(`A CIK has ${CIK_LENGTH} printable characters; this text has ${credential.length}.`);
}

/** An identity as people write it: `VENDOR/MODEL/SERIAL`, or the id. */
export function formatIdentity(identity: Identity): string {
  return 'id' in identity ? identity.id : `${identity.vendor}/${identity.model}/${identity.serial}`;
}
