import { setTimeout as delay } from 'node:timers/promises';

/** Time as the queue sees it. Tests give their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with `signal.reason` when the signal aborts first. */
  sleep(ms: number, options?: { readonly signal?: AbortSignal }): Promise<void>;
}

/** setTimeout takes no more than this; a longer sleep ends early, and its caller looks at the clock again. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1;

/** The clock of this machine. */
export const systemClock: Clock = Object.freeze({
  now: () => Date.now(),
  async sleep(ms: number, options?: { readonly signal?: AbortSignal }): Promise<void> {
    const signal = options?.signal;
    signal?.throwIfAborted();
    try {
      await delay(Math.min(Math.max(ms, 0), LONGEST_SLEEP_MS), undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      // timers/promises wraps the reason in an AbortError of its own.
      signal?.throwIfAborted();
      throw error;
    }
  },
});

/** The whole second of a time in milliseconds: the platform's unit of time (exosite 2.1). */
export function toSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}
