import { type IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/** A TLS client certificate that a device showed (exosite 1.2). */
export interface ClientCertificate {
  /** Common name of the subject: the identity of the device. */
  readonly commonName: string;
  /** SHA-256 of the certificate. */
  readonly fingerprint: string;
}

/** The client certificate of a connection, unless a CA was asked for and did not sign it. */
export function clientCertificateOf({ socket }: IncomingMessage, needsCa: boolean): ClientCertificate | undefined {
  if (!(socket instanceof TLSSocket) || (needsCa && !socket.authorized)) return undefined;
  const certificate = socket.getPeerCertificate();
  // Without a certificate this is an empty object, whatever its type says.
  const subject: { readonly CN?: string | readonly string[] } | undefined = Object.hasOwn(certificate, 'subject')
    ? certificate.subject
    : undefined;
  if (typeof subject?.CN !== 'string') return undefined;
  return { commonName: subject.CN, fingerprint: certificate.fingerprint256 };
}
