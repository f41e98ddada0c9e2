import { type Clock } from '../clock.ts';
import { channels, publish } from '../diagnostics.ts';
import { isOtauError } from '../errors.ts';
import { isFinal, retryAfterOf } from './failure.ts';

/** How failed requests are repeated (otau 3.9). */
export interface RetryPolicy {
  /** Sum of all waits of one fetch, after which it has failed. 0: nothing is repeated. */
  readonly budgetMs: number;
  readonly clock: Clock;
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

/** Shortest and longest wait before a repetition, unless the source asks for more. */
const RETRY_BOUNDS: { readonly firstMs: number; readonly longestMs: number } = Object.freeze({
  firstMs: 1_000,
  longestMs: 60_000,
});

/** What a decision to repeat depends on. */
export interface RetryFacts {
  /** Failures in a row, without a byte in between. */
  readonly failures: number;
  readonly waitedMs: number;
  readonly budgetMs: number;
  readonly random: number;
}

/** How long to wait before the next try; undefined to give up. Half of the wait is drawn, so that a fleet spreads. */
export function decideRetry(error: unknown, { failures, waitedMs, budgetMs, random }: RetryFacts): number | undefined {
  // A full disk, a broken limit or the like does not come from the source: asking again changes nothing.
  if (!isOtauError(error) || error.code !== 'OTAU_DOWNLOAD_FAILED' || isFinal(error)) return undefined;
  const { firstMs, longestMs } = RETRY_BOUNDS;
  const backoffMs = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30));
  const waitMs = Math.max(Math.round((backoffMs * (1 + random)) / 2), retryAfterOf(error) ?? 0);
  return waitedMs + waitMs > budgetMs ? undefined : waitMs;
}

/** Work that may be repeated; `progress` tells that something has arrived, so that the waits begin small again. */
export type RepeatableWork<T> = (progress: () => void) => Promise<T>;

/** Does `work` until it succeeds, fails for good, or has used up the budget. */
export async function withRetries<T>(
  { budgetMs, clock, random }: RetryPolicy,
  { fileName, signal }: { readonly fileName: string; readonly signal: AbortSignal },
  work: RepeatableWork<T>,
): Promise<T> {
  let waitedMs = 0;
  let failures = 0;
  for (;;) {
    try {
      return await work(() => {
        failures = 0;
      });
    } catch (error) {
      signal.throwIfAborted();
      failures += 1;
      const waitMs = decideRetry(error, { failures, waitedMs, budgetMs, random: random() });
      if (waitMs === undefined) throw error;
      publish(channels.downloadRetried, () => ({ fileName, error, waitMs }));
      waitedMs += waitMs;
      await clock.sleep(waitMs, { signal });
    }
  }
}
