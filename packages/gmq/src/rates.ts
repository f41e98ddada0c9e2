/** How many of something there were per second lately. */
export interface Rate {
  count(amount: number): void;
  perSecond(): number;
}

/** The window is cut into slices; the oldest one falls out whole. */
const SLICE_MS = 5000;
const SLICES = 12;

/** A rate over the last minute, or over the time since it was created if that is less. In constant memory. */
export function createRate(elapsedMs: () => number): Rate {
  const startedMs = elapsedMs();
  const slices = new Map<number, number>();
  const sliceNow = (): number => Math.floor((elapsedMs() - startedMs) / SLICE_MS);

  function forgetOld(now: number): void {
    for (const slice of slices.keys()) if (slice <= now - SLICES) slices.delete(slice);
  }

  return {
    count(amount) {
      const slice = sliceNow();
      const known = slices.get(slice);
      slices.set(slice, (known ?? 0) + amount);
      if (known === undefined) forgetOld(slice);
    },
    perSecond() {
      forgetOld(sliceNow());
      const total = [...slices.values()].reduce((sum, amount) => sum + amount, 0);
      const windowMs = Math.min(elapsedMs() - startedMs, SLICE_MS * SLICES);
      return total / Math.max(1, windowMs / 1000);
    },
  };
}
