import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatKeySet, type KeySet } from '../../src/trust/key-set.ts';
import { decideRotation, readKeySet, rotateKeySet } from '../../src/trust/rotation.ts';
import { generateSecretKey, type SecretKey } from '../../src/trust/secret-key.ts';
import { signMessage } from '../../src/trust/signature.ts';
import { freshFolder } from '../fixtures/folder.ts';

const [old, young, stranger] = [generateSecretKey(), generateSecretKey(), generateSecretKey()];
const CURRENT: KeySet = { version: 1, threshold: 1, keys: [old.publicKey], expiresAt: 0 };
const NEXT: KeySet = { version: 2, threshold: 1, keys: [young.publicKey] };

function offered(next: KeySet, ...signers: readonly SecretKey[]) {
  const keySet = Buffer.from(formatKeySet(next));
  return { keySet, signatures: signers.map((key) => signMessage(keySet, key)).join('') };
}

test('follows a set that its predecessor and itself have signed, even if the predecessor has expired (otau 4.3)', () => {
  expect(decideRotation(CURRENT, offered(NEXT, old, young))).toEqual(NEXT);
});

test.each([
  ['its predecessor has not signed', offered(NEXT, young), 'the key set in use'],
  ['it has not signed itself', offered(NEXT, old), 'the new key set itself'],
  ['only a stranger has signed', offered(NEXT, stranger), 'the key set in use'],
  ['it is no newer', offered({ ...NEXT, version: 1 }, old, young), 'version 1 is in use'],
])('refuses a set when %s (otau 4.3)', (_, set, message) => {
  expect(() => decideRotation(CURRENT, set)).toThrow(
    expect.objectContaining({ code: 'OTAU_KEY_SET_INVALID', message: expect.stringContaining(message) as unknown }),
  );
});

test('a threshold of the predecessor binds the successor (otau 4.3)', () => {
  const current = { version: 1, threshold: 2, keys: [old.publicKey, stranger.publicKey] };
  expect(() => decideRotation(current, offered(NEXT, old, young))).toThrow(/only 1 of the trusted keys/);
  expect(decideRotation(current, offered(NEXT, old, stranger, young))).toEqual(NEXT);
});

test('the file has the new set afterwards, and the old one after a refusal', async () => {
  const path = join(await freshFolder(), 'keys.json');
  await writeFile(path, formatKeySet(CURRENT));
  await expect(rotateKeySet(path, offered(NEXT, stranger))).rejects.toMatchObject({ code: 'OTAU_KEY_SET_INVALID' });
  expect(await readFile(path, 'utf8')).toBe(formatKeySet(CURRENT));
  await rotateKeySet(path, offered(NEXT, old, young));
  expect(await readKeySet(path)).toEqual(NEXT);
});

test('a file that cannot be read is named', async () => {
  await expect(readKeySet('/nonexistent/keys.json')).rejects.toMatchObject({
    code: 'OTAU_IO_FAILED',
    message: expect.stringContaining('/nonexistent/keys.json') as unknown,
  });
});
