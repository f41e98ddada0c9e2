/** Bounds of the waits between attempts. */
export interface BackoffLimits {
  /** After the first failure, in milliseconds. */
  readonly minBackoffMs: number;
  /** However many failures, in milliseconds. */
  readonly maxBackoffMs: number;
}

/** The platform may ask for more than `maxBackoffMs`, but for no more than this, in milliseconds. */
export const MAX_RETRY_AFTER_MS = 3_600_000;

/**
 * How long a lane waits after its `failures`-th failure in a row: doubling, with jitter down to half, so that a
 * thousand gateways do not come back in the same second. What the platform asks for (`Retry-After`) is the least.
 */
export function decideBackoff(failures: number, limits: BackoffLimits, random: number, afterMs = 0): number {
  const doubled = limits.minBackoffMs * 2 ** Math.min(failures - 1, 30);
  const jittered = Math.min(doubled, limits.maxBackoffMs) * (0.5 + random / 2);
  return Math.round(Math.max(jittered, Math.min(afterMs, MAX_RETRY_AFTER_MS)));
}
