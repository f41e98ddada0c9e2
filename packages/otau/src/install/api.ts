import { type InventoryEntry } from './inventory.ts';
import { type InstallReport } from './report.ts';

/** What holds for a package wherever it comes from. */
export interface InstallRequestOptions {
  /**
   * Identifies the request. The same id again does not install again: it gives the report that the first one had, also
   * if power was lost in between, until that is acknowledged. Default: none.
   */
  readonly id?: string;
  /** Digest that the tarball must have (otau 4.4). */
  readonly sha256?: string;
  /** Installs also what is in quarantine, what is older, and outside of the maintenance window; recorded (otau 4.2). */
  readonly force?: boolean;
  /** Fetched and checked at once, installed not before this time, milliseconds since the epoch (otau 3.9, 4.4). */
  readonly notBefore?: number;
}

/** What to install: a file of the content source, or a file on this disk. */
export type InstallRequest = ({ readonly fileName: string } | { readonly path: string }) & InstallRequestOptions;

/** Options of one call. */
export interface InstallCallOptions {
  readonly signal?: AbortSignal;
}

/** What a call works on. */
export type OperationAction = 'install' | 'rollback' | 'uninstall';

/** Where an operation is (otau 3.3). Each state is durable before the act that it names. */
export type OperationState =
  | 'downloading'
  | 'staging'
  | 'staged'
  | 'installing'
  | 'switching'
  | 'probation'
  | 'committed'
  | 'rollingBack'
  | 'removing';

/** An operation that has begun and not ended, as the journal has it. */
export interface PendingOperation {
  readonly id: string;
  readonly action: OperationAction;
  readonly state: OperationState;
  readonly name: string;
  readonly version: string;
  readonly fileName: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** How often it was taken up again after a restart. */
  readonly attempts: number;
}

/** How an operation ended that nobody waited for any more, because power or the process was lost (otau 3.3, 5.1). */
export interface RecoveryReport {
  readonly id: string;
  readonly action: OperationAction;
  readonly fileName: string;
  readonly name: string;
  readonly version: string;
  /**
   * `done`: it was completed. `rolledBack`: the version before is in use again. `interrupted`: a script was cut short
   * and is never run twice unasked. `failed`: it failed, and what was there before is there now.
   */
  readonly outcome: 'done' | 'rolledBack' | 'interrupted' | 'failed';
  /** Of `done`, except for an uninstallation. */
  readonly report?: InstallReport;
  /** Of all others. `formatInstallFailure` takes it. */
  readonly error?: Error;
}

/** What became of one request of {@link Installer.installAll}. */
export type InstallResult =
  | { readonly request: InstallRequest; readonly report: InstallReport }
  | { readonly request: InstallRequest; readonly error: unknown };

/** A finished removal (otau 3.11). */
export interface UninstallReport {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Of `uninstall.sh`, if the package had one. The app is gone even if it failed. */
  readonly exitCode?: number | undefined;
  readonly output: string;
}

/** Installs packages, one at a time, and remembers them. */
export interface Installer {
  /**
   * Installs one package (otau 3). Rejects with an `OtauError` for whatever goes wrong. Before the script has run
   * nothing of the package remains then, and nothing has changed; only what was fetched is kept for the next try. A
   * failing script rejects with `OTAU_SCRIPT_FAILED`, which carries exit code and output; a program that does not do
   * well rejects with `OTAU_ROLLED_BACK` when the version before is in use again.
   */
  install(request: InstallRequest, options?: InstallCallOptions): Promise<InstallReport>;
  /** Installs several in their order (gwe 75). One that fails does not hold up the others; an abort does. */
  installAll(requests: readonly InstallRequest[], options?: InstallCallOptions): Promise<readonly InstallResult[]>;
  /** Goes back to the version before: managed apps by a link, others by installing it again (otau 3.4). */
  rollback(name: string, options?: InstallCallOptions): Promise<InstallReport>;
  /** Stops an app, runs its `uninstall.sh`, and removes all that this installer keeps of it (otau 3.11). */
  uninstall(name: string, options?: InstallCallOptions): Promise<UninstallReport>;
  /**
   * Ends what a power cut interrupted, by the table of otau 3.3; every other call begins with it, too. Call it at boot.
   * Gives what has not been acknowledged.
   */
  recover(options?: InstallCallOptions): Promise<readonly RecoveryReport[]>;
  /** The same, for callers that only wait for it. */
  recover(options?: InstallCallOptions): Promise<void>;
  /** Forgets reports that the caller has stored: by their id, of `recover` or of a request with an id. */
  acknowledge(ids: readonly string[]): Promise<void>;
  /**
   * Ends the operation at work, of this app or of any (otau 3.7): its call rejects with `OTAU_CANCELLED` when all is as
   * before. Also drops what is pending in the journal, and downloads that were kept.
   *
   * @returns whether there was anything to cancel
   */
  cancel(name?: string): Promise<boolean>;
  /** What the journal says of an operation that has not ended. */
  pending(): Promise<PendingOperation | undefined>;
  /** What is installed, sorted by name. */
  inventory(): Promise<readonly InventoryEntry[]>;
}
