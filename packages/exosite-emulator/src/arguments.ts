import { createSecureContext } from 'node:tls';
import { type DeviceIdentity, type ProductIdentity } from './identity.ts';
import { type EmulatorOptions, type TlsOptions } from './types.ts';

const MAX_NAME_LENGTH = 256;

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

/** Throws a TypeError for an identity that no device can have. */
export function checkDevice(device: DeviceIdentity): void {
  checkProduct(device);
  checkName('serial', device.serial);
}

/** Throws a TypeError for a product that cannot exist. */
export function checkProduct({ vendor, model }: ProductIdentity): void {
  checkName('vendor', vendor);
  checkName('model', model);
}

/** Throws a TypeError for an id that the content list could not show on one line. */
export function checkContentId(id: string): void {
  checkName('content id', id);
}

/** Throws a TypeError for a CIK that no client would take (exosite 1.2). */
export function checkCik(cik: string): void {
  if (!/^[\x21-\x7e]{40}$/.test(cik)) throw new TypeError('cik must have 40 printable characters without blanks');
}

/** Whether lists can show the name: not empty, no control characters, at most 256 characters. */
export function isName(value: string): boolean {
  return value.length > 0 && value.length <= MAX_NAME_LENGTH && !/\p{Cc}/u.test(value);
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

function checkName(what: string, value: string): void {
  if (!isName(value)) {
    throw new TypeError(`${what} must have 1 to ${MAX_NAME_LENGTH} characters and no control characters`);
  }
}
