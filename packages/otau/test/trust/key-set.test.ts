import { expect, test } from 'vitest';
import { isOtauError } from '../../src/errors.ts';
import { formatKeySet, keySetOf, parseKeySet } from '../../src/trust/key-set.ts';
import { formatManifest } from '../../src/trust/manifest.ts';
import { generateSecretKey } from '../../src/trust/secret-key.ts';

const [one, two] = [generateSecretKey().publicKey, generateSecretKey().publicKey];
const SET = { version: 3, threshold: 2, keys: [one, two], expiresAt: Date.UTC(2030, 0, 31) };

test('reads back what it writes (otau 4.3)', () => {
  expect(parseKeySet(Buffer.from(formatKeySet(SET)))).toEqual(SET);
  expect(parseKeySet(Buffer.from(formatKeySet(keySetOf(one))))).toEqual({ version: 1, threshold: 1, keys: [one] });
});

test.each([
  ['type', { type: undefined }],
  ['version', { version: 0 }],
  ['threshold', { threshold: 3 }],
  ['threshold', { threshold: 0 }],
  ['keys', { keys: [] }],
  ['keys', { keys: ['RWxyz'] }],
  ['keys', { keys: [one.text, one.text] }],
  ['expires', { expires: 'soon' }],
  ['expires', { expires: '2030-13-31T00:00:00Z' }],
  ['extra', { extra: 1 }],
])('refuses a wrong %s: %j', (entry, change) => {
  const document = { ...(JSON.parse(formatKeySet(SET)) as object), ...change };
  try {
    parseKeySet(Buffer.from(JSON.stringify(document)));
    expect.unreachable();
  } catch (error) {
    if (!isOtauError(error)) throw error;
    expect([error.code, ...error.findings.map((finding) => finding.entry)]).toEqual(['OTAU_KEY_SET_INVALID', entry]);
  }
});

test('a signed manifest is no key set', () => {
  const manifest = { name: 'a', version: '1', sha256: 'a'.repeat(64), sizeBytes: 1, kind: 'script' } as const;
  expect(() => parseKeySet(Buffer.from(formatManifest(manifest)))).toThrow(
    expect.objectContaining({ code: 'OTAU_KEY_SET_INVALID' }),
  );
});
