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

  function forgetOld(): void {
    for (const slice of slices.keys()) if (slice <= sliceNow() - SLICES) slices.delete(slice);
  }

  return {
    count(amount) {
      const slice = sliceNow();
      slices.set(slice, (slices.get(slice) ?? 0) + amount);
      forgetOld();
    },
    perSecond() {
      forgetOld();
      const total = [...slices.values()].reduce((sum, amount) => sum + amount, 0);
      const windowMs = Math.min(elapsedMs() - startedMs, SLICE_MS * SLICES);
      return total / Math.max(1, windowMs / 1000);
    },
  };
}
