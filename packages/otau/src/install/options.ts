import { type ArchiveLimits, resolveLimits } from '../archive/limits.ts';
import { type Clock, systemClock } from '../clock.ts';
import { DEFAULT_PATH } from '../process/command.ts';
import { type ContentSource, type ProcessHost, type TrustPolicy } from './contracts.ts';
import { createLayout, type StateLayout } from './layout.ts';
import { createScripts, type Scripts } from './scripts.ts';

/** Options of `createInstaller`. */
export interface InstallerOptions {
  /** Directory for trees, tarballs, staging and inventory (otau 3.1). Made if missing. */
  readonly stateDir: string;
  readonly host: ProcessHost;
  /** Where packages are fetched from. Without it, only local files can be installed. */
  readonly source?: ContentSource;
  readonly scripts?: Scripts;
  /** Decides which packages may be installed (otau 4). Without it, all may, and no sidecar is fetched. */
  readonly trust?: TrustPolicy;
  /** Environment of installers; `GWE_APP_NAME` and `GWE_APP_VERSION` are added. Default: a standard `PATH` alone. */
  readonly env?: Readonly<Record<string, string>>;
  readonly limits?: Partial<ArchiveLimits>;
  /** Reserved names to let through, for the engine's own packages. Default: none. */
  readonly allowReserved?: readonly string[];
  /** Takes secrets out of what installers print. Default: nothing is taken out. */
  readonly redact?: (output: string) => string;
  readonly scriptTimeoutMs?: number;
  readonly downloadTimeoutMs?: number;
  /** Bound on the check and on the extraction, each. */
  readonly archiveTimeoutMs?: number;
  /** How long to wait for another installer in the same state directory. */
  readonly lockWaitMs?: number;
  readonly maxOutputBytes?: number;
  readonly clock?: Clock;
}

/** Defaults of {@link InstallerOptions}. */
export const INSTALLER_DEFAULTS: Readonly<
  Record<'scriptTimeoutMs' | 'downloadTimeoutMs' | 'archiveTimeoutMs' | 'lockWaitMs' | 'maxOutputBytes', number>
> = Object.freeze({
  scriptTimeoutMs: 600_000,
  downloadTimeoutMs: 3_600_000,
  archiveTimeoutMs: 600_000,
  lockWaitMs: 0,
  maxOutputBytes: 64 * 1024,
});

/** {@link InstallerOptions} with everything filled in. */
export interface ResolvedOptions {
  readonly layout: StateLayout;
  readonly stateDir: string;
  readonly host: ProcessHost;
  readonly source: ContentSource | undefined;
  readonly scripts: Scripts;
  readonly env: Readonly<Record<string, string>>;
  readonly limits: ArchiveLimits;
  readonly allowReserved: readonly string[];
  readonly redact: (output: string) => string;
  readonly scriptTimeoutMs: number;
  readonly downloadTimeoutMs: number;
  readonly archiveTimeoutMs: number;
  readonly lockWaitMs: number;
  readonly maxOutputBytes: number;
  readonly clock: Clock;
}

/** Fills in the defaults; wrong values are TypeErrors. */
export function resolveOptions(options: InstallerOptions): ResolvedOptions {
  if (options.stateDir === '') throw new TypeError('stateDir must be the path of a directory.');
  const { source, redact = (output: string) => output, env = { PATH: DEFAULT_PATH } } = options;
  return {
    ...INSTALLER_DEFAULTS,
    scripts: createScripts(),
    allowReserved: [],
    clock: systemClock,
    ...options,
    source,
    redact,
    env,
    layout: createLayout(options.stateDir),
    limits: resolveLimits(options.limits),
  };
}
