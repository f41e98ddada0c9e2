import { checkDevice } from '../arguments.ts';
import { type DeviceIdentity } from '../identity.ts';
import { isFields, type JsonFields } from './json-fields.ts';

/** Parses a body that must be a JSON object; throws TypeError. */
export function parseFields(body: Uint8Array): JsonFields {
  return asFields(parseJson(Buffer.from(body).toString('utf8')), 'the body');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TypeError('the body is not JSON', { cause });
  }
}

/** The value as an object; throws TypeError. */
export function asFields(value: unknown, what: string): JsonFields {
  if (!isFields(value)) throw new TypeError(`${what} must be an object`);
  return value;
}

/** A field that must be text; throws TypeError. */
export function textField(fields: JsonFields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new TypeError(`${name} must be text`);
  return value;
}

/** A field that must be a list; throws TypeError. */
export function listField(fields: JsonFields, name: string): readonly unknown[] {
  const value: unknown = fields[name];
  if (!Array.isArray(value)) throw new TypeError(`${name} must be a list`);
  return value;
}

/** Vendor, model and serial of an object; throws TypeError. */
export function deviceFields(fields: JsonFields): DeviceIdentity {
  const [vendor, model, serial] = ['vendor', 'model', 'serial'].map((name) => textField(fields, name).trim());
  const device = { vendor: vendor ?? '', model: model ?? '', serial: serial ?? '' };
  checkDevice(device);
  return device;
}
