import type { Writable } from 'node:stream';
import { isCik } from '../identity.ts';

/** The process that a CLI runs in. */
export interface CliHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results. */
  readonly stdout: Writable;
  /** Everything else. */
  readonly stderr: Writable;
}

/** Wrong arguments or settings: printed as one line, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const DEFAULT_HOST = 'm2.exosite.com';

/** The platform to talk to: flag, then `GDC_URL`, then the vendor's own host, then the common one (gwe J121). */
export function decideBaseUrl(flag: string | undefined, env: CliHost['env'], vendor?: string): string {
  const url = flag ?? env['GDC_URL'];
  if (url !== undefined && url !== '') return url;
  const isHostLabel = vendor !== undefined && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(vendor);
  return `https://${isHostLabel ? `${vendor}.` : ''}${DEFAULT_HOST}`;
}

/** The CIK that an argument means: itself, or `GDC_CIK` for `-`, which keeps it out of the process list. */
export function resolveCik(argument: string, env: CliHost['env']): string {
  const fromEnv = argument === '-';
  const cik = (fromEnv ? (env['GDC_CIK'] ?? '') : argument).trim();
  if (isCik(cik)) return cik;
  const where = fromEnv ? 'GDC_CIK' : 'CIK';
  // An engine that is not activated prints two apostrophes for its CIK (gwe A7).
  if (cik === '' || cik === "''") throw new UsageError(`${where} is empty: is the gateway activated yet?`);
  throw new UsageError(`${where} must have 40 printable characters, it has ${cik.length}.`);
}

/** A whole number given as text. */
export function parseWholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new UsageError(`${name} must be a whole number.`);
  return value;
}
