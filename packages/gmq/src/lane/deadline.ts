import { waitUnlessAborted } from '../abort.ts';
import type { Clock } from '../clock.ts';

/**
 * Runs a task with a signal that aborts when `signal` does, or when `ms` have passed. Whatever the task makes of it,
 * the wait ends then: a task that ignores its signal is left behind.
 */
export async function runWithDeadline<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const deadline = new AbortController();
  const finished = new AbortController();
  const bounded = AbortSignal.any([signal, deadline.signal]);
  const expired = clock.sleep(ms, { signal: finished.signal }).then(
    () => {
      deadline.abort(new Error(`No answer within ${ms} ms.`));
    },
    () => undefined,
  );
  try {
    return await waitUnlessAborted(task(bounded), bounded);
  } finally {
    finished.abort();
    await expired;
  }
}
