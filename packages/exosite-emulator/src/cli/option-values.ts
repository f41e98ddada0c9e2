import { InvalidArgumentError } from 'commander';
import { parseFaultSpec, type DeviceIdentity, type Fault } from '../index.ts';

/** A port; 0 for any free one. */
export function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}

/** A count or a time of at least 1. */
export function parsePositive(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number of at least 1.');
}

/** One more device. */
export function collectDevice(text: string, earlier: readonly DeviceIdentity[]): readonly DeviceIdentity[] {
  const [vendor, model, ...rest] = text.split('/');
  const serial = rest.join('/');
  if (!vendor || !model || !serial) throw new InvalidArgumentError('It must look like VENDOR/MODEL/SERIAL.');
  return [...earlier, { vendor, model, serial }];
}

/** One more fault. */
export function collectFault(text: string, earlier: readonly Fault[]): readonly Fault[] {
  try {
    return [...earlier, parseFaultSpec(text)];
  } catch (error) {
    if (error instanceof TypeError) throw new InvalidArgumentError(`${error.message}.`);
    throw error;
  }
}
