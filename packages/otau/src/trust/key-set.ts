import { isOtauError } from '../errors.ts';
import { readJsonFields, text, wholeNumber } from './json-fields.ts';
import { parsePublicKey, type PublicKey } from './public-key.ts';
import { type KeyThreshold } from './threshold.ts';

/** The keys that a gateway trusts (otau 4.3). */
export interface KeySet extends KeyThreshold {
  /** Grows with every rotation. */
  readonly version: number;
  /** When it is to be replaced, milliseconds since the epoch. Default: never. */
  readonly expiresAt?: number;
}

const MAX_KEYS = 16;
const KEYS = ['type', 'version', 'threshold', 'expires', 'keys'];
const SHOWN = { what: 'The key set', code: 'OTAU_KEY_SET_INVALID', maxBytes: 64 * 1024 } as const;
const TYPE = 'otau-key-set';

/** A key set of one key, which never expires. */
export function keySetOf(...keys: readonly PublicKey[]): KeySet {
  return { version: 1, threshold: 1, keys };
}

/** Reads a key set. Throws `OTAU_KEY_SET_INVALID`, whose `findings` are all that is wrong with it. */
export function parseKeySet(bytes: Uint8Array): KeySet {
  const fields = readJsonFields(bytes, SHOWN);
  fields.allow(KEYS);
  // Without it a signed manifest could be offered as a key set.
  fields.required('type', `"${TYPE}"`, text(new RegExp(`^${TYPE}$`)));
  const version = fields.required('version', 'a whole number from 1', wholeNumber(1)) ?? 0;
  const threshold = fields.required('threshold', 'a whole number from 1', wholeNumber(1)) ?? 0;
  const expiresAt = fields.optional('expires', 'a date such as "2030-01-31T00:00:00Z"', acceptDate);
  const keys = fields.required('keys', `1 to ${MAX_KEYS} minisign public keys ("RW…")`, acceptKeys) ?? [];
  if (new Set(keys.map(({ id }) => id)).size < keys.length) fields.report('keys', 'A key stands in it twice.');
  if (threshold > keys.length && keys.length > 0) fields.report('threshold', 'It is larger than the number of keys.');
  if (fields.failed()) fields.fail();
  return { version, threshold, keys, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

/** A key set as text: the same set, the same bytes. */
export function formatKeySet({ version, threshold, keys, expiresAt }: KeySet): string {
  const expires = expiresAt === undefined ? undefined : new Date(expiresAt).toISOString();
  const document = { type: TYPE, version, threshold, expires, keys: keys.map((key) => key.text) };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function acceptDate(value: unknown): number | undefined {
  const isDate = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/.test(value);
  const parsed = isDate ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}

function acceptKeys(value: unknown): readonly PublicKey[] | undefined {
  if (!Array.isArray(value) || value.length < 1 || value.length > MAX_KEYS) return undefined;
  try {
    return value.map((key: unknown) => parsePublicKey(typeof key === 'string' ? key : ''));
  } catch (error) {
    if (isOtauError(error)) return undefined;
    throw error;
  }
}
