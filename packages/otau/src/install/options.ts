import { type ArchiveLimits, resolveLimits } from '../archive/limits.ts';
import { type Clock, systemClock } from '../clock.ts';
import { type MaintenanceWindow, verifyWindow } from '../download/window.ts';
import { type FileLayer } from '../files/layer.ts';
import { systemFiles } from '../files/system-files.ts';
import { type Machine, systemMachine } from '../journal/machine.ts';
import { DEFAULT_PATH } from '../process/command.ts';
import { type ContentSource, type ProcessHost, type TrustPolicy } from './contracts.ts';
import { createLayout, type StateLayout } from './layout.ts';
import { type ProbationOptions } from './probation.ts';
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
  /**
   * Watches every program for this long after it was installed, and goes back to the version before if it does not do
   * well (otau 3.6). A manifest's `health` is honoured in any case, and has the last word. Default: no probation.
   */
  readonly probation?: ProbationOptions;
  /** Bound on the speed of downloads. Default: none. */
  readonly maxBytesPerSecond?: number;
  /** Sum of the waits between the tries of one download (otau 3.9). 0: one try. */
  readonly retryBudgetMs?: number;
  /** After how many bytes a download is made durable: what a power cut can cost. */
  readonly syncEveryBytes?: number;
  /** When what was fetched may be installed (otau 3.9). Local files may at any time. Default: always. */
  readonly maintenanceWindow?: MaintenanceWindow;
  readonly clock?: Clock;
  /** Every operation on files. Default: this machine's file system. */
  readonly files?: FileLayer;
  /** Tells one boot from the next. Default: this machine. */
  readonly machine?: Machine;
  /** From 0 (inclusive) to 1 (exclusive), for the waits between tries. Default: `Math.random`. */
  readonly random?: () => number;
}

/** Defaults of {@link InstallerOptions}. */
export const INSTALLER_DEFAULTS: Readonly<
  Record<
    | 'scriptTimeoutMs'
    | 'downloadTimeoutMs'
    | 'archiveTimeoutMs'
    | 'lockWaitMs'
    | 'maxOutputBytes'
    | 'retryBudgetMs'
    | 'syncEveryBytes',
    number
  >
> = Object.freeze({
  scriptTimeoutMs: 600_000,
  downloadTimeoutMs: 3_600_000,
  archiveTimeoutMs: 600_000,
  lockWaitMs: 0,
  maxOutputBytes: 64 * 1024,
  retryBudgetMs: 300_000,
  syncEveryBytes: 1024 * 1024,
});

type Optional = 'source' | 'trust' | 'probation' | 'maxBytesPerSecond' | 'maintenanceWindow';

/** {@link InstallerOptions} with everything filled in. */
export type ResolvedOptions = Required<Omit<InstallerOptions, Optional | 'limits'>> &
  Pick<InstallerOptions, Optional> & { readonly layout: StateLayout; readonly limits: ArchiveLimits };

/** Fills in the defaults; wrong values are TypeErrors. */
export function resolveOptions(options: InstallerOptions): ResolvedOptions {
  if (options.stateDir === '') throw new TypeError('stateDir must be the path of a directory.');
  if (options.maintenanceWindow !== undefined) verifyWindow(options.maintenanceWindow);
  return {
    ...INSTALLER_DEFAULTS,
    scripts: createScripts(),
    allowReserved: [],
    clock: systemClock,
    files: systemFiles,
    machine: systemMachine,
    random: Math.random,
    redact: (output) => output,
    env: { PATH: DEFAULT_PATH },
    ...options,
    layout: createLayout(options.stateDir),
    limits: resolveLimits(options.limits),
  };
}
