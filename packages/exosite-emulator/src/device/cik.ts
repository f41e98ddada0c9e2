import { randomBytes } from 'node:crypto';

/** A new credential: 40 lower-case hex digits (exosite 1.2). */
export function createCik(): string {
  return randomBytes(20).toString('hex');
}
