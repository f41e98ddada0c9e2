import type { Clock } from '../clock.ts';

export interface CommandWaitOptions {
  /** The values of `engine_fetch` as they come, beginning with the one that is there now. */
  readonly watch: (call: { readonly signal: AbortSignal }) => AsyncIterable<{ readonly value: string }>;
  readonly clock: Clock;
}

/**
 * Waits for `ms` milliseconds, but no longer than until the cloud gives a command (design 4.3). A watch that ends, for
 * whatever reason, only means that commands wait for the next check-in.
 */
export async function waitForCommand(
  { watch, clock }: CommandWaitOptions,
  ms: number,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  const asleep = clock.sleep(ms, { signal: either });
  const called = firstCommand(watch({ signal: either })).catch(() => asleep);
  try {
    await Promise.race([asleep, called]);
  } finally {
    done.abort();
    await Promise.allSettled([asleep, called]);
  }
}

async function firstCommand(values: AsyncIterable<{ readonly value: string }>): Promise<void> {
  for await (const { value } of values) if (value.trim() !== '') return;
  throw new Error('the watch has ended');
}
