import { randomBytes, randomInt } from 'node:crypto';

/** Length of every credential (exosite 1.2). */
const LENGTH = 40;
const MIXED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** What credentials are made of: `hex` of One Platform, `mixed` case of Murano 2 (exosite 1.2). */
export type CikAlphabet = 'hex' | 'mixed';

/** A new credential of 40 characters. */
export function createCik(alphabet: CikAlphabet = 'hex'): string {
  if (alphabet === 'hex') return randomBytes(LENGTH / 2).toString('hex');
  return Array.from({ length: LENGTH }, () => MIXED.charAt(randomInt(MIXED.length))).join('');
}
