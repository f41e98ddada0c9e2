import type { IncomingHttpHeaders } from 'node:http';
import { findIdentityFault, isCik, type ClientIdentity } from '../identity.ts';

/** Who is asking, or what is wrong with how it says so. */
export type ClientResult =
  { readonly kind: 'client'; readonly client: ClientIdentity } | { readonly kind: 'fault'; readonly reason: string };

/**
 * The identity of a request (gwe K135): `X-Exosite-VMS: VENDOR MODEL SERIAL`, or else `X-Exosite-CIK`. A CIK beside
 * a VMS header is ignored, whatever it holds. An empty header, or one of two apostrophes, is no header: that is what
 * scripts send that paste in an unset value (gwe A7).
 */
export function parseClient(headers: IncomingHttpHeaders): ClientResult {
  const vms = readHeader(headers, 'x-exosite-vms');
  if (vms !== undefined) return parseVms(vms);
  const cik = readHeader(headers, 'x-exosite-cik');
  if (cik === undefined) {
    return fault('Say whose data it is: X-Exosite-VMS: VENDOR MODEL SERIAL, or X-Exosite-CIK: CIK.');
  }
  return isCik(cik) ? { kind: 'client', client: { cik } } : fault('X-Exosite-CIK must be 40 characters.');
}

function parseVms(text: string): ClientResult {
  const [vendor, model, serial, ...more] = text.split(/\s+/);
  if (vendor === undefined || model === undefined || serial === undefined || more.length > 0) {
    return fault('X-Exosite-VMS must be VENDOR MODEL SERIAL with blanks between and none inside.');
  }
  const client = { vendor, model, serial };
  const found = findIdentityFault(client);
  return found === undefined ? { kind: 'client', client } : fault(found);
}

function readHeader(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  if (typeof value !== 'string') return undefined;
  // Node reads header bytes as Latin-1; names outside ASCII are sent as UTF-8 by everyone else.
  const text = Buffer.from(value, 'latin1').toString('utf8').trim();
  return text === '' || text === "''" ? undefined : text;
}

function fault(reason: string): ClientResult {
  return { kind: 'fault', reason };
}
