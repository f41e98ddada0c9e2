import { createReadStream } from 'node:fs';
import { type ArchiveLimits, resolveLimits } from '../archive/limits.ts';
import { type Clock, systemClock } from '../clock.ts';
import { withDeadline } from '../deadline.ts';
import { type Finding, isOtauError, toOtauError } from '../errors.ts';
import { type Inspection, inspectPackage } from './inspect.ts';
import { packageNameOf, type PackageName, type PackageNameOptions } from './name.ts';

/** Kind of a package: with `supervisor.conf` a long-running program, else only its script (otau 1.3). */
export type PackageKind = 'program' | 'script';

/** Options of {@link checkPackage}. */
export interface CheckOptions extends PackageNameOptions {
  readonly limits?: Partial<ArchiveLimits>;
  /** Asks the one who will run the program, as the device does; what it rejects with becomes a finding. */
  readonly checkConf?: (
    name: string,
    supervisorConf: string,
    options: { readonly signal?: AbortSignal },
  ) => Promise<void>;
  /** Bound on the whole check. Default: 600,000. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/** All that a check found out. */
export interface CheckResult {
  /** Whether a device would install it: no finding is an error. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  /** Undefined if the file's name is invalid. */
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly kind: PackageKind;
  readonly entries: number;
  readonly unpackedBytes: number;
}

/**
 * Checks a package with the very guard that the device runs, and reports everything that is wrong with it
 * (otau 1.6; gwe 22). Rejects only if the file cannot be read, with `OTAU_IO_FAILED`.
 */
export async function checkPackage(path: string, options: CheckOptions = {}): Promise<CheckResult> {
  const { clock = systemClock, timeoutMs = 600_000, signal } = options;
  const limits = resolveLimits(options.limits);
  const findings: Finding[] = [];
  const named = nameOrFinding(path, options, findings);
  try {
    const inspection = await withDeadline({ clock, timeoutMs, doing: 'Checking the package', signal }, (bounded) =>
      inspectPackage(createReadStream(path), { limits, signal: bounded }),
    );
    findings.push(...inspection.findings, ...(await confFindings(inspection, named, options)));
    return {
      ok: findings.every(({ severity }) => severity !== 'error'),
      findings,
      name: named?.name,
      version: named?.version,
      kind: inspection.supervisorConf === undefined ? 'script' : 'program',
      entries: inspection.entries,
      unpackedBytes: inspection.unpackedBytes,
    };
  } catch (error) {
    throw toOtauError(error, `checking ${path}`, signal);
  }
}

function nameOrFinding(path: string, options: PackageNameOptions, findings: Finding[]): PackageName | undefined {
  try {
    return packageNameOf(path, options);
  } catch (error) {
    if (!isOtauError(error)) throw error;
    findings.push({ severity: 'error', code: error.code, message: error.message });
    return undefined;
  }
}

async function confFindings(
  { supervisorConf, violation }: Inspection,
  named: PackageName | undefined,
  { checkConf, signal }: CheckOptions,
): Promise<readonly Finding[]> {
  if (checkConf === undefined || supervisorConf === undefined || named === undefined || violation !== undefined)
    return [];
  try {
    await checkConf(named.name, supervisorConf, signal === undefined ? {} : { signal });
    return [];
  } catch (error) {
    if (signal?.aborted === true) throw error;
    const message = error instanceof Error ? error.message : String(error);
    return [{ severity: 'error', code: 'OTAU_CONF_REFUSED', entry: 'supervisor.conf', message }];
  }
}
