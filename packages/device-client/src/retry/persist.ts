import type { Clock } from '../clock.ts';
import { CALL_RETRY, type CallRetried } from '../diagnostics.ts';
import { isDeviceClientError } from '../errors.ts';
import { decideWaitMs, type BackoffOptions } from './backoff.ts';

/** Options of {@link persist}. */
export interface PersistOptions extends BackoffOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal | undefined;
}

/** Makes a call that changes nothing until it succeeds, through any outage; rejects only with what no wait can mend. */
export async function persist<T>(call: () => Promise<T>, options: PersistOptions): Promise<T> {
  const { clock, random, signal } = options;
  for (let attempts = 1; ; attempts += 1) {
    signal?.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      if (!isDeviceClientError(error) || !error.retryable) throw error;
      const delayMs = decideWaitMs(error, attempts, options, random);
      if (CALL_RETRY.hasSubscribers) CALL_RETRY.publish({ attempts, delayMs, code: error.code } satisfies CallRetried);
      await clock.sleep(delayMs, { signal });
    }
  }
}
