import { createSecureContext } from 'node:tls';
import { type EmulatorOptions, type TlsOptions } from './types.ts';

/** Throws a TypeError for options that make no sense. */
export function checkOptions(options: EmulatorOptions): void {
  const { port, host, dataPath, vendorToken, console, maxPointsPerAlias, maxPointAgeSeconds, tls } = options;
  checkPort('port', port);
  if (typeof console === 'object') checkPort('console.port', console.port);
  if (host === '') throw new TypeError('host must not be empty');
  if (dataPath === '' || dataPath === ':memory:')
    throw new TypeError('dataPath must name a file; leave it out for memory');
  if (vendorToken !== undefined && !/^[\x21-\x7e]+$/.test(vendorToken)) {
    throw new TypeError('vendorToken must be printable ASCII without blanks');
  }
  checkAtLeastOne('maxPointsPerAlias', maxPointsPerAlias);
  if (maxPointAgeSeconds !== Infinity) checkAtLeastOne('maxPointAgeSeconds', maxPointAgeSeconds);
  if (tls !== undefined) checkTls(tls);
}

function checkPort(what: string, port: number | undefined): void {
  if (port !== undefined && (!Number.isInteger(port) || port < 0 || port > 65_535)) {
    throw new TypeError(`${what} must be a whole number from 0 to 65535, not ${port}`);
  }
}

function checkAtLeastOne(what: string, value: number | undefined): void {
  if (value !== undefined && (!Number.isSafeInteger(value) || value < 1)) {
    throw new TypeError(`${what} must be a whole number of at least 1, not ${value}`);
  }
}

function checkTls({ key, cert, ca }: TlsOptions): void {
  try {
    createSecureContext({ key, cert, ...(ca === undefined ? {} : { ca }) });
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new TypeError(`tls must hold a PEM key and the certificate that belongs to it: ${found}`, { cause: error });
  }
}
