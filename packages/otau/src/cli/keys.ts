import { resolve } from 'node:path';
import { type KeySet, keySetOf } from '../trust/key-set.ts';
import { parsePublicKey } from '../trust/public-key.ts';
import { readKeySet } from '../trust/rotation.ts';
import { parseSecretKey, type SecretKey } from '../trust/secret-key.ts';
import { readText } from './text-files.ts';

/** Where passwords come from. */
export interface PasswordOptions {
  readonly passwordFile?: string;
}

/** The password of a secret key: the first line of a file, or what the environment says. */
export async function readPassword(
  { passwordFile }: PasswordOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  if (passwordFile === undefined) return env['OTAU_PASSWORD'];
  return (await readText(passwordFile)).split(/\r?\n/, 1)[0];
}

/** Reads secret keys, all with the same password. */
export async function readSecretKeys(paths: readonly string[], password: string | undefined): Promise<SecretKey[]> {
  return Promise.all(paths.map(async (path) => parseSecretKey(await readText(path), { password })));
}

/** Trusted keys: a key set, a public key file of minisign, or such a key itself. */
export async function readTrustedKeys(source: string, cwd: string): Promise<KeySet> {
  if (/^RW[A-Za-z0-9+/]{54}$/.test(source)) return keySetOf(parsePublicKey(source));
  const path = resolve(cwd, source);
  const text = await readText(path);
  return text.trimStart().startsWith('{') ? readKeySet(path) : keySetOf(parsePublicKey(text));
}
