import type { Clock } from '../clock.ts';
import { describeError } from '../errors.ts';
import { type DeployedPackage, readVerdict, type Verdict } from './verdict.ts';

/** What deploying needs of the platform's management side; `@gateway-engine/device-client/management` has it. */
export interface FleetPlatform {
  /** Puts the package where the gateways fetch it from. */
  publish(call: { readonly signal: AbortSignal }): Promise<void>;
  write(serial: string, alias: string, value: string, call: { readonly signal: AbortSignal }): Promise<void>;
  read(serial: string, alias: string, call: { readonly signal: AbortSignal }): Promise<string | undefined>;
}

export interface DeployOptions {
  readonly platform: FleetPlatform;
  readonly pkg: DeployedPackage & { readonly sha256: string };
  readonly serials: readonly string[];
  /** How many gateways at a time. The next ones follow only if all of these did well. */
  readonly waveSize: number;
  /** How long a gateway may take, from the command on. */
  readonly timeoutMs: number;
  /** How often `fetch_status` is read. */
  readonly pollMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told what happens, as it happens. */
  readonly onProgress: (line: string) => void;
}

/** How it ended for one gateway. */
export interface GatewayOutcome {
  readonly serial: string;
  readonly outcome: Verdict['outcome'] | 'silent' | 'notAttempted';
  readonly line: string;
}

/**
 * Rolls a package out in waves: upload, `engine_fetch`, follow `fetch_status`. A wave in which one gateway fails, or
 * stays silent, is the last; those behind it are left as they are.
 */
export async function deploy(options: DeployOptions): Promise<readonly GatewayOutcome[]> {
  const { platform, serials, waveSize, signal, onProgress } = options;
  if (!Number.isInteger(waveSize) || waveSize < 1) throw new TypeError('waveSize must be a whole number, at least 1');
  await platform.publish({ signal });
  onProgress(`${options.pkg.fileName} is in the content area`);
  const outcomes: GatewayOutcome[] = [];
  for (let start = 0; start < serials.length; start += waveSize) {
    const wave = serials.slice(start, start + waveSize);
    onProgress(`wave of ${wave.length}: ${wave.join(', ')}`);
    outcomes.push(...(await Promise.all(wave.map((serial) => deployTo(serial, options)))));
    if (outcomes.every(({ outcome }) => outcome === 'installed')) continue;
    const rest = serials.slice(start + waveSize);
    return [...outcomes, ...rest.map((serial) => ({ serial, outcome: 'notAttempted' as const, line: '' }))];
  }
  return outcomes;
}

async function deployTo(serial: string, options: DeployOptions): Promise<GatewayOutcome> {
  const { signal, onProgress } = options;
  try {
    const verdict = await commandAndFollow(serial, options);
    const outcome: GatewayOutcome =
      verdict === undefined ? { serial, outcome: 'silent', line: 'no fetch_status in time' } : { serial, ...verdict };
    onProgress(`${serial}: ${outcome.line}`);
    return outcome;
  } catch (error) {
    signal.throwIfAborted();
    const line = describeError(error);
    onProgress(`${serial}: ${line}`);
    return { serial, outcome: 'failed', line };
  }
}

async function commandAndFollow(serial: string, options: DeployOptions): Promise<Verdict | undefined> {
  const { platform, pkg, clock, pollMs, timeoutMs, signal } = options;
  // What it said of this package before is no answer to this command.
  const before = await platform.read(serial, 'fetch_status', { signal });
  const command = { install: [{ name: pkg.fileName, sha256: pkg.sha256 }] };
  await platform.write(serial, 'engine_fetch', JSON.stringify(command), { signal });
  const end = clock.monotonic() + timeoutMs;
  while (clock.monotonic() < end) {
    await clock.sleep(pollMs, { signal });
    const status = await platform.read(serial, 'fetch_status', { signal });
    if (status === undefined || status === before) continue;
    const verdict = readVerdict(status, pkg);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}
