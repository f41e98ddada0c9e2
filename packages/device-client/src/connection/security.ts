/** A TLS client certificate, as Murano 2 takes it for an identity (exosite 1.2): its subject's CN is the device. */
export interface ClientCertificate {
  /** The certificate, and those between it and its authority, in PEM. */
  readonly cert: string;
  /** Its private key in PEM. */
  readonly key: string;
  readonly passphrase?: string;
}

/** Whom one TLS connection trusts, and what it shows. */
export interface Security {
  /** The host name or address that the certificate must be for; a name is also sent (SNI). */
  readonly name: string;
  readonly ca: string | undefined;
  /** SHA-256 fingerprints, as Node writes them. Empty: any certificate that the authorities vouch for. */
  readonly pins: ReadonlySet<string>;
  readonly certificate: ClientCertificate | undefined;
}

/** The fingerprint of a certificate as Node writes it: 32 bytes in upper-case hex between colons. */
export function parsePin(text: string): string {
  const digits = text.replaceAll(':', '').trim().toUpperCase();
  if (!/^[0-9A-F]{64}$/.test(digits)) {
    throw new TypeError('A pinned certificate is a SHA-256 fingerprint: 64 hex digits, with or without colons.');
  }
  return digits.replace(/..(?=.)/g, '$&:');
}
