import { type Clock } from './clock.ts';
import { OtauError } from './errors.ts';

/** What {@link withDeadline} bounds. */
export interface DeadlineOptions {
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** Completes "… took longer than". */
  readonly doing: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs `work` with a signal that also fires when the time is up: the watchdog of otau 2.2.
 * A late run rejects with `OTAU_TIMEOUT`.
 */
export async function withDeadline<T>(options: DeadlineOptions, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { clock, timeoutMs, doing, signal } = options;
  const finished = new AbortController();
  const late = new AbortController();
  clock.sleep(timeoutMs, { signal: finished.signal }).then(
    () => {
      const seconds = timeoutMs / 1000;
      late.abort(new OtauError('OTAU_TIMEOUT', `${doing} took longer than ${seconds} s and was stopped.`));
    },
    () => undefined, // finished in time
  );
  try {
    return await work(signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]));
  } finally {
    finished.abort();
  }
}

/** The promise's own result, or a rejection with `signal.reason` as soon as the signal fires. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  promise.catch(() => undefined); // if the abort comes first, nobody else will look at it
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => {
    aborted.reject(signal.reason);
  };
  signal.addEventListener('abort', onAbort);
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
