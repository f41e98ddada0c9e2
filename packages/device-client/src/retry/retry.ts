import { SYSTEM_CLOCK, type Clock } from '../clock.ts';
import { CALL_RETRY, type CallRetried } from '../diagnostics.ts';
import { isDeviceClientError } from '../errors.ts';
import { requireCount, requireMs } from '../requirements.ts';
import { decideRetry, type RetryPolicy } from './decide-retry.ts';

/** Options of {@link retry}. */
export interface RetryOptions extends Partial<RetryPolicy> {
  /** Ends the waiting; `retry` then rejects with the signal's reason. Pass it to the call, too. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** Chance from 0 to below 1, for the jitter. */
  readonly random?: () => number;
}

/** The defaults of {@link RetryOptions}: up to a minute, 1 to 30 seconds apart, never an unknown outcome. */
export const RETRY_DEFAULTS: Readonly<RetryPolicy> = Object.freeze({
  maxAttempts: 5,
  maxTotalMs: 60_000,
  baseDelayMs: 1_000,
  maxDelayMs: 30_000,
  idempotent: false,
});

/**
 * Makes a call, and makes it again while its error says that this may help: only `retryable` ones, only within the
 * budget of attempts and time, not before `retryAfterMs`, and none with `outcome` `unknown` unless `idempotent`.
 * Rejects with the last error as it is, at once when waiting for the next call would break the budget.
 *
 * @example const values = await retry(() => client.read(cik, ['setpoint']), { idempotent: true });
 */
export async function retry<T>(call: (attempt: number) => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { clock = SYSTEM_CLOCK, random = Math.random, signal } = options;
  const policy = resolvePolicy(options);
  const startedAt = clock.now();
  for (let attempts = 1; ; attempts += 1) {
    signal?.throwIfAborted();
    try {
      return await call(attempts);
    } catch (error) {
      if (!isDeviceClientError(error)) throw error;
      const delayMs = decideRetry(error, { attempts, elapsedMs: clock.now() - startedAt }, policy, random);
      if (delayMs === undefined) throw error;
      if (CALL_RETRY.hasSubscribers) CALL_RETRY.publish({ attempts, delayMs, code: error.code } satisfies CallRetried);
      await clock.sleep(delayMs, { signal });
    }
  }
}

function resolvePolicy(options: RetryOptions): RetryPolicy {
  const defaults = RETRY_DEFAULTS;
  const policy = {
    maxAttempts: options.maxAttempts ?? defaults.maxAttempts,
    maxTotalMs: options.maxTotalMs ?? defaults.maxTotalMs,
    baseDelayMs: options.baseDelayMs ?? defaults.baseDelayMs,
    maxDelayMs: options.maxDelayMs ?? defaults.maxDelayMs,
    idempotent: options.idempotent ?? defaults.idempotent,
  };
  requireCount('maxAttempts', policy.maxAttempts);
  for (const name of ['maxTotalMs', 'baseDelayMs', 'maxDelayMs'] as const) requireMs(name, policy[name]);
  return policy;
}
