import { type Channel, channel } from 'node:diagnostics_channel';

/** Payload of `otau:package:received`. */
export interface PackageReceived {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Payload of `otau:install:failed`, whether a script ran or not. */
export interface InstallFailed {
  readonly fileName: string;
  readonly error: unknown;
}

/** Payload of `otau:script:started` and `otau:script:ended`. */
export interface ScriptRun {
  readonly name: string;
  readonly version: string;
  readonly exitCode?: number | undefined;
  readonly durationMs?: number;
}

/** Payload of `otau:trust:warned`: a package was accepted although something could not be verified. */
export interface TrustWarned {
  readonly fileName: string;
  readonly message: string;
}

/** Payload of `otau:download:progress`: after every chunk. */
export interface DownloadProgress {
  readonly fileName: string;
  /** With what earlier tries had left. */
  readonly receivedBytes: number;
  readonly totalBytes?: number;
}

/** Payload of `otau:download:retried`: it failed, and is tried again after `waitMs`. */
export interface DownloadRetried {
  readonly fileName: string;
  readonly error: unknown;
  readonly waitMs: number;
}

/** Payload of `otau:package:verified`: it may be installed, as far as trust and the archive's guard go. */
export interface PackageVerified {
  readonly fileName: string;
  readonly sha256: string;
  readonly signedBy: readonly string[];
  readonly entries: number;
  readonly unpackedBytes: number;
}

/** Payload of `otau:extract:progress`: after every entry. */
export interface ExtractionProgress {
  readonly name: string;
  readonly version: string;
  readonly entries: number;
  readonly totalEntries: number;
}

/** Payload of `otau:script:output`: a line as soon as it is complete, redacted, at most 4 KiB of it. */
export interface ScriptOutput {
  readonly name: string;
  readonly version: string;
  readonly line: string;
}

/** Payload of `otau:probation:progress`: after every look at the program. */
export interface ProbationProgress {
  readonly name: string;
  readonly version: string;
  readonly state: string;
  /** Until it counts as well, if nothing happens. */
  readonly remainingMs: number;
}

/** Payload of `otau:operation:state`: the journal has this state now. */
export interface OperationProgress {
  readonly id: string;
  readonly action: string;
  readonly state: string;
  readonly name: string;
  readonly version: string;
  readonly fileName: string;
}

type ChannelName =
  | 'received'
  | 'verified'
  | 'installed'
  | 'failed'
  | 'rolledBack'
  | 'uninstalled'
  | 'recovered'
  | 'scriptStarted'
  | 'scriptOutput'
  | 'scriptEnded'
  | 'trustWarned'
  | 'downloadProgress'
  | 'downloadRetried'
  | 'extractProgress'
  | 'probationProgress'
  | 'operationState';

/** The channels on which this package reports what it does. Nothing is built unless somebody listens. */
export const channels: Readonly<Record<ChannelName, Channel>> = Object.freeze({
  received: channel('otau:package:received'),
  installed: channel('otau:install:completed'),
  failed: channel('otau:install:failed'),
  scriptStarted: channel('otau:script:started'),
  scriptEnded: channel('otau:script:ended'),
  trustWarned: channel('otau:trust:warned'),
  verified: channel('otau:package:verified'),
  rolledBack: channel('otau:rollback:completed'),
  uninstalled: channel('otau:uninstall:completed'),
  recovered: channel('otau:recovery:completed'),
  scriptOutput: channel('otau:script:output'),
  downloadProgress: channel('otau:download:progress'),
  downloadRetried: channel('otau:download:retried'),
  extractProgress: channel('otau:extract:progress'),
  probationProgress: channel('otau:probation:progress'),
  operationState: channel('otau:operation:state'),
});

/** Publishes a payload, which is only made when somebody listens. */
export function publish(to: Channel, payload: () => object): void {
  if (to.hasSubscribers) to.publish(payload());
}
