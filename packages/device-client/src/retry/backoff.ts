/** How waits grow from one failure to the next. */
export interface BackoffOptions {
  /** The first wait at most, in milliseconds. */
  readonly baseDelayMs: number;
  /** No wait is longer, in milliseconds, unless the platform asks for more. */
  readonly maxDelayMs: number;
}

/**
 * The wait after the given number of failures in a row (1 or more), in milliseconds: it doubles from `baseDelayMs` to
 * `maxDelayMs`, and the upper half of it is chance, so that gateways that failed together do not return together.
 */
export function decideBackoffMs(failures: number, options: BackoffOptions, random: () => number): number {
  const { baseDelayMs, maxDelayMs } = options;
  // 2 ** 1024 is Infinity, which the bound takes care of.
  const longestMs = Math.min(baseDelayMs * 2 ** (failures - 1), maxDelayMs);
  return longestMs / 2 + (random() * longestMs) / 2;
}

/** The wait after an error: what the platform asked for if it is longer, and then as much chance on top of it. */
export function decideWaitMs(
  error: { readonly retryAfterMs?: number },
  failures: number,
  options: BackoffOptions,
  random: () => number,
): number {
  const backoffMs = decideBackoffMs(failures, options, random);
  const { retryAfterMs = 0 } = error;
  return retryAfterMs > backoffMs ? retryAfterMs + random() * options.baseDelayMs : backoffMs;
}
