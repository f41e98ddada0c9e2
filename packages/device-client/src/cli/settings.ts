import { readFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { parseDeviceCfg } from '../compat/cfg-text.ts';
import { BY_CERTIFICATE, isCik, type Credential } from '../identity.ts';

/** The process that a CLI runs in. */
export interface CliHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results. */
  readonly stdout: Writable;
  /** Everything else. */
  readonly stderr: Writable;
  /** Fires when the process is asked to end. */
  readonly signal?: AbortSignal;
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

/** Where a credential may come from besides the argument itself. */
export interface CredentialSources {
  readonly cikFile?: string;
  /** A client certificate is at hand. */
  readonly cert?: string;
}

/**
 * The credential that an argument means: itself; for `-` the one in `--cik-file`, else in `GDC_CIK`, else the client
 * certificate. That keeps it out of the process list.
 */
export function resolveCik(argument: string, env: CliHost['env'], sources: CredentialSources = {}): Credential {
  const { where, text } = argument === '-' ? findCik(env, sources) : { where: 'CIK', text: argument };
  if (text === undefined && sources.cert !== undefined) return BY_CERTIFICATE;
  const cik = (text ?? '').trim();
  if (isCik(cik)) return cik;
  // An engine that is not activated prints two apostrophes for its CIK (gwe A7).
  if (cik === '' || cik === "''") throw new UsageError(`${where} is empty: is the gateway activated yet?`);
  throw new UsageError(`${where} must have 40 printable characters, it has ${cik.length}.`);
}

function findCik(env: CliHost['env'], { cikFile }: CredentialSources): { where: string; text: string | undefined } {
  if (cikFile === undefined) return { where: 'GDC_CIK', text: env['GDC_CIK'] };
  const text = readSetting('--cik-file', cikFile);
  // A Gateway.cfg will do: it has the CIK in its section [device] (gwe B30).
  return { where: cikFile, text: parseDeviceCfg(text)?.get('cik') ?? text };
}

/** The text of a file that a flag names. */
export function readSetting(flag: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new UsageError(`${flag} ${path} cannot be read: ${reason}.`);
  }
}

/** A whole number given as text. */
export function parseWholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new UsageError(`${name} must be a whole number.`);
  return value;
}
