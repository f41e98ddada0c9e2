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

/** The channels on which this package reports what it does. Nothing is built unless somebody listens. */
export const channels: Readonly<
  Record<'received' | 'installed' | 'failed' | 'scriptStarted' | 'scriptEnded' | 'trustWarned', Channel>
> = Object.freeze({
  received: channel('otau:package:received'),
  installed: channel('otau:install:completed'),
  failed: channel('otau:install:failed'),
  scriptStarted: channel('otau:script:started'),
  scriptEnded: channel('otau:script:ended'),
  trustWarned: channel('otau:trust:warned'),
});

/** Publishes a payload, which is only made when somebody listens. */
export function publish(to: Channel, payload: () => object): void {
  if (to.hasSubscribers) to.publish(payload());
}
