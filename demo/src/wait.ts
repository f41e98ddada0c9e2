import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 100;

/**
 * Asks until there is an answer. A question that throws counts as not answered yet; its error is told at the end.
 *
 * @throws Error that says what was waited for, and what was seen last
 */
export async function waitFor<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  { timeoutMs = 30_000, signal }: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  let last: unknown;
  while (performance.now() < deadline) {
    signal?.throwIfAborted();
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      last = error;
    }
    await delay(POLL_MS, undefined, { signal });
  }
  throw new Error(`waited ${timeoutMs / 1000} s in vain for ${what}`, { cause: last });
}
