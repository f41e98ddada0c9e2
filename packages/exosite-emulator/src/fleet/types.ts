import { type ProductIdentity } from '../identity.ts';

/** How a gateway checks in: our one hybrid call, or each of the six resources in a request of its own (gwe 50). */
export type CheckInForm = 'oneRoundTrip' | 'sixRequests';

/** The time that a fleet lives in. Tests move it by hand. */
export interface FleetClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Rejects with `signal.reason` when it aborts. */
  sleep(milliseconds: number, options: { readonly signal: AbortSignal }): Promise<void>;
}

/** What to simulate; see {@link FLEET_DEFAULTS}. */
export interface FleetOptions {
  /** Where the platform is: an emulator, by plain HTTP. */
  readonly url: string;
  /** How many gateways, 1 to 10,000. */
  readonly size: number;
  /** Whitelists and enables the gateways by management calls. Without it they must be enabled already. */
  readonly vendorToken?: string;
  readonly product?: ProductIdentity;
  /** Serial numbers are this and a number from 1: `sim-0001`. */
  readonly serialPrefix?: string;
  /** Between two check-ins of a gateway; the alias `update_interval` changes it (gwe E). */
  readonly intervalSeconds?: number;
  /** Share of the interval, 0 to 1, by which check-ins spread at random. */
  readonly jitter?: number;
  readonly checkIn?: CheckInForm;
  /** How long an install takes, on average, after its download. */
  readonly installSeconds?: number;
  /** Connections that are open at the same time. */
  readonly maxConnections?: number;
  /** A request that brings nothing for so long has failed. */
  readonly requestTimeoutMs?: number;
  /** The same seed spreads the same fleet the same way. */
  readonly seed?: number;
  readonly clock?: FleetClock;
}

/** What went over the wire. */
export interface Traffic {
  readonly requests: number;
  /** Requests without an answer, and answers of 400 and more. */
  readonly failedRequests: number;
  /** Heads and bodies, without TCP and TLS. */
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly peakRequestsPerSecond: number;
}

/** What a fleet has done so far. */
export interface FleetReport extends Traffic {
  readonly gateways: number;
  readonly activated: number;
  readonly checkIns: number;
  readonly failedCheckIns: number;
  readonly installs: number;
  readonly failedInstalls: number;
}

/** One round of check-ins: every gateway once. */
export interface RoundOptions {
  readonly form?: CheckInForm;
  /** The round spreads over this time. Default 0: all at once. */
  readonly overSeconds?: number;
  readonly signal?: AbortSignal;
}

/** Simulated gateways: clients of the platform, by real HTTP. */
export interface Fleet extends AsyncDisposable {
  /** Whitelists the gateways if there is a vendor token. Rejects with `EMULATOR_FLEET_REFUSED`. */
  enroll(options?: { readonly signal?: AbortSignal }): Promise<void>;
  /** Enrolls if that has not been done, then lets every gateway check in on its own until `stop`. */
  start(): Promise<void>;
  /** Ends every gateway and waits for them. Final; a second call does nothing. */
  stop(): Promise<void>;
  /** Every gateway checks in once, activating itself if need be. Resolves to the traffic of this round alone. */
  checkInOnce(options?: RoundOptions): Promise<Traffic>;
  report(): FleetReport;
}
