import { type Clock } from '../clock.ts';

/** Keeps a download to a number of bytes per second. */
export interface RateLimit {
  /** Waits as long as these bytes should have taken. */
  take(bytes: number, signal: AbortSignal): Promise<void>;
}

/** Shorter waits are added up first: timers are not that exact. */
const SHORTEST_WAIT_MS = 20;

/** Without a limit it never waits. It goes by sleeping alone, so a clock that jumps changes nothing. */
export function createRateLimit(maxBytesPerSecond: number | undefined, clock: Clock): RateLimit {
  let owedMs = 0;
  return {
    async take(bytes, signal) {
      if (maxBytesPerSecond === undefined) return;
      owedMs += (bytes * 1000) / maxBytesPerSecond;
      if (owedMs < SHORTEST_WAIT_MS) return;
      const waitMs = owedMs;
      owedMs = 0;
      await clock.sleep(waitMs, { signal });
    },
  };
}
