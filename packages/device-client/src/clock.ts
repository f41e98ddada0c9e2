import { setTimeout as delay } from 'node:timers/promises';

/** Time as this package waits by it. Tests pass one of their own. */
export interface Clock {
  /** Milliseconds; only differences are used. The default never jumps, as a gateway's clock does at its first NTP. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with `signal.reason` when aborted. */
  sleep(ms: number, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The clock of this machine. */
export const SYSTEM_CLOCK: Clock = Object.freeze({
  now: () => performance.now(),
  async sleep(ms: number, { signal }: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    signal?.throwIfAborted();
    try {
      await delay(Math.min(Math.max(ms, 0), LONGEST_TIMER_MS), undefined, { signal });
    } catch (error) {
      // timers/promises wraps the reason in an AbortError of its own.
      signal?.throwIfAborted();
      throw error;
    }
  },
});
