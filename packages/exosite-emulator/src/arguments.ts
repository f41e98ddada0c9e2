import { type DeviceIdentity, type ProductIdentity } from './identity.ts';

const MAX_NAME_LENGTH = 256;

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

function checkName(what: string, value: string): void {
  if (!isName(value)) {
    throw new TypeError(`${what} must have 1 to ${MAX_NAME_LENGTH} characters and no control characters`);
  }
}
