import { CallerAbort, Deadline } from './failure.ts';
import type { CallOptions } from './request.ts';

/** Watches the signal and the time of one call. */
export interface CallLimits {
  /** From here on only the signal can end the call. */
  stopDeadline(): void;
  /** Stops watching. Idempotent. */
  release(): void;
}

/** Calls `end` once when the signal fires or the time is over. */
export function watchLimits(call: CallOptions, timeoutMs: number, end: (ending: unknown) => void): CallLimits {
  const { signal } = call;
  const timer = setTimeout(() => {
    end(new Deadline(timeoutMs));
  }, timeoutMs);
  const onAbort = (): void => {
    end(new CallerAbort(signal?.reason));
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  return {
    stopDeadline() {
      clearTimeout(timer);
    },
    release() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}
