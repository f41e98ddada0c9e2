/** How far a check-in may lie off its interval, so that a fleet does not call all at once. */
export const JITTER_SHARE = 0.1;
/** The first wait after a failed check-in, in seconds; doubled up to the interval. */
export const FIRST_RETRY_S = 5;

export interface ScheduleInput {
  readonly intervalS: number;
  /** Check-ins that have failed in a row. */
  readonly failures: number;
  /** How long to wait at least, as the platform asked (`Retry-After`); 0 when it did not. */
  readonly retryAfterMs: number;
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly random: number;
}

/** Milliseconds to the next check-in: the interval, jittered; sooner after a failure, never later than the interval asks. */
export function decideWaitMs({ intervalS, failures, retryAfterMs, random }: ScheduleInput): number {
  const retryS = failures === 0 ? intervalS : Math.min(intervalS, FIRST_RETRY_S * 2 ** Math.min(failures - 1, 20));
  const jittered = retryS * 1000 * (1 + JITTER_SHARE * (2 * random - 1));
  return Math.round(Math.max(jittered, retryAfterMs));
}
