/** Every default and bound of the emulator in one place. */
export const EMULATOR_DEFAULTS: {
  /** Loopback only, unless asked otherwise. */
  readonly host: string;
  /** 0: the operating system picks a free port. */
  readonly port: number;
  /** How long an enabled device may be activated (exosite 3.1). */
  readonly activationWindowSeconds: number;
  /** Longest `Request-Timeout` of a long-poll; longer ones are clamped (exosite 2.4). */
  readonly maxPollMs: number;
  /** Largest body of a call to the data and provisioning endpoints; more is 413. */
  readonly maxBodyBytes: number;
  /** Largest content blob; more is 413. */
  readonly maxContentBytes: number;
  /** Values kept of each alias; the oldest leave first, at the latest when there are a tenth more. */
  readonly maxPointsPerAlias: number;
  /** Age at which values leave, except the latest of an alias. `Infinity`: never. */
  readonly maxPointAgeSeconds: number;
  /** Calls in one RPC request; more is an error of the whole request. */
  readonly maxRpcCalls: number;
  /** Length of the request log; the oldest entries leave first. */
  readonly maxRequests: number;
} = Object.freeze({
  host: '127.0.0.1',
  port: 0,
  activationWindowSeconds: 24 * 60 * 60,
  maxPollMs: 300_000,
  maxBodyBytes: 8 * 1024 * 1024,
  maxContentBytes: 128 * 1024 * 1024,
  maxPointsPerAlias: 100_000,
  maxPointAgeSeconds: Infinity,
  maxRpcCalls: 1000,
  maxRequests: 1000,
});
