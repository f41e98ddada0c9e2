import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPassword, readTrustedKeys } from '../../src/cli/keys.ts';
import { formatKeySet, keySetOf } from '../../src/trust/key-set.ts';
import { formatPublicKey } from '../../src/trust/public-key.ts';
import { generateSecretKey } from '../../src/trust/secret-key.ts';
import { freshFolder } from '../fixtures/folder.ts';

test('trusted keys are a key, a .pub file or a key set', async () => {
  const { publicKey } = generateSecretKey();
  const cwd = await freshFolder();
  await writeFile(join(cwd, 'a.pub'), formatPublicKey(publicKey));
  await writeFile(join(cwd, 'keys.json'), formatKeySet(keySetOf(publicKey)));
  for (const source of [publicKey.text, 'a.pub', 'keys.json']) {
    expect(await readTrustedKeys(source, cwd)).toEqual(keySetOf(publicKey));
  }
});

test('a password is the first line of a file, else what the environment says', async () => {
  const passwordFile = join(await freshFolder(), 'password');
  await writeFile(passwordFile, 'first\nsecond\n');
  const env = { OTAU_PASSWORD: 'from env' };
  expect(await readPassword({ passwordFile }, env)).toBe('first');
  expect(await readPassword({}, env)).toBe('from env');
  expect(await readPassword({}, {})).toBeUndefined();
});
