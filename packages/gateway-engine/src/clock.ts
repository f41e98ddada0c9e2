import { setTimeout as delay } from 'node:timers/promises';

/** Where the engine takes its time from. Tests pass a clock of their own. */
export interface Clock {
  /** Milliseconds since the epoch. May jump: a gateway without an RTC boots in 1970. */
  now(): number;
  /** Milliseconds of a clock that never jumps; only differences mean anything. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; rejects with `signal.reason` when aborted. */
  sleep(ms: number, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
}

const MAX_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(ms, { signal } = {}) {
    signal?.throwIfAborted();
    try {
      // A longer delay would overflow the timer and fire at once.
      await delay(Math.min(Math.max(ms, 0), MAX_TIMER_MS), undefined, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
