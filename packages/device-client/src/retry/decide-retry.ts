import type { DeviceClientError } from '../errors.ts';
import { decideWaitMs, type BackoffOptions } from './backoff.ts';

/** When a failed call is made again. */
export interface RetryPolicy extends BackoffOptions {
  /** Calls at most, the first one included. */
  readonly maxAttempts: number;
  /** No call begins later than this after the first one, in milliseconds. */
  readonly maxTotalMs: number;
  /**
   * True: the call may be repeated although the platform may have acted on it (`outcome` is `unknown`). True by nature
   * for reads and downloads, and for `record`, which a repeat only overwrites; not for `write` and `activate`.
   */
  readonly idempotent: boolean;
}

/** How far a call has come. */
export interface RetryProgress {
  /** Calls made so far. */
  readonly attempts: number;
  /** Since the first one began, in milliseconds. */
  readonly elapsedMs: number;
}

/** How long to wait before the next call, in milliseconds; undefined: do not call again. */
export function decideRetry(
  error: DeviceClientError,
  progress: RetryProgress,
  policy: RetryPolicy,
  random: () => number,
): number | undefined {
  if (!error.retryable || progress.attempts >= policy.maxAttempts) return undefined;
  if (error.outcome === 'unknown' && !policy.idempotent) return undefined;
  const waitMs = decideWaitMs(error, progress.attempts, policy, random);
  return progress.elapsedMs + waitMs > policy.maxTotalMs ? undefined : waitMs;
}
