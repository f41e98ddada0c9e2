import type { BudgetLimits } from './budget.ts';
import { MAX_ALIAS_BYTES } from './message.ts';
import type { BackoffLimits } from './lane/backoff.ts';

/** Bounds and times of a queue. */
export interface QueueLimits extends BudgetLimits, BackoffLimits {
  /** Largest value, in bytes (exosite 1.3). */
  readonly maxValueBytes: number;
  /** Identities known at a time. */
  readonly maxClients: number;
  /** Records per request to the platform (gwe K139, `batch_qty`). */
  readonly maxBatchRecords: number;
  /** Bytes of values per request to the platform; a larger value goes alone. */
  readonly maxBatchBytes: number;
  /** Requests to the platform under way at a time, over all clients, immediate writes not counted. */
  readonly maxConcurrentBatches: number;
  /** How long a lane collects before it sends, in milliseconds (gwe K139, `batch_record_period`). 0: at once. */
  readonly recordPeriodMs: number;
  /** How long one request of an immediate write may take before its values are queued, in milliseconds. */
  readonly forwardTimeoutMs: number;
  /** How long one request with queued records may take, in milliseconds. */
  readonly deliverTimeoutMs: number;
  /** How far a value may be moved when its second is taken, in seconds. */
  readonly maxShiftSeconds: number;
  /** Dead letters kept; the oldest give way. */
  readonly maxDeadLetters: number;
  /** Bytes of the values of all dead letters; the oldest give way. */
  readonly maxDeadBytes: number;
  /** A message that has waited this long is dropped, in milliseconds. 0: never. */
  readonly maxAgeMs: number;
  /** Bytes that the queue leaves free on its disk: with less, it counts as full. 0: it does not look. */
  readonly minFreeBytes: number;
}

/** What gives way, and how. */
export interface QueuePolicies {
  /**
   * What happens when a bound is reached. `refuse` (default): the caller is told, nothing acknowledged is lost.
   * `dropOldest`: the oldest of the client that has most in the queue give way, the least urgent first.
   */
  readonly whenFull?: 'refuse' | 'dropOldest';
  /**
   * What happens to values of one alias in the same second: the platform takes one (exosite 2.5). `shift` (default):
   * the later ones move to the next free second. `last` and `first`: that one is kept, of those that wait together;
   * a value that the platform has already cannot be replaced, so `last` then moves. `reject`: the later ones become
   * dead letters.
   */
  readonly sameSecond?: 'shift' | 'last' | 'first' | 'reject';
}

/** Defaults of {@link QueuePolicies}. */
export const POLICY_DEFAULTS: Required<QueuePolicies> = Object.freeze({ whenFull: 'refuse', sameSecond: 'shift' });

const POLICIES = { whenFull: ['refuse', 'dropOldest'], sameSecond: ['shift', 'last', 'first', 'reject'] } as const;

/** Merges policies over the defaults. @throws TypeError for one that does not exist. */
export function resolvePolicies(given: QueuePolicies): Required<QueuePolicies> {
  const { whenFull = POLICY_DEFAULTS.whenFull, sameSecond = POLICY_DEFAULTS.sameSecond } = given;
  const policies = { whenFull, sameSecond };
  for (const name of ['whenFull', 'sameSecond'] as const) {
    const known: readonly string[] = POLICIES[name];
    if (!known.includes(policies[name])) throw new TypeError(`${name} is one of ${known.join(', ')}.`);
  }
  return policies;
}

/** {@link QueueLimits} as a caller gives them: each falls back to {@link QUEUE_DEFAULTS}. */
export type QueueLimitOptions = { readonly [Name in keyof QueueLimits]?: QueueLimits[Name] | undefined };

/** Defaults of a queue, chosen for a gateway with 64 MB of RAM and flash. */
export const QUEUE_DEFAULTS: QueueLimits = Object.freeze({
  maxMessages: 500_000,
  maxBytes: 64 * 1024 * 1024,
  maxValueBytes: 1_048_576,
  maxClients: 1000,
  maxBatchRecords: 100,
  maxBatchBytes: 64 * 1024,
  maxConcurrentBatches: 8,
  recordPeriodMs: 0,
  forwardTimeoutMs: 10_000,
  deliverTimeoutMs: 30_000,
  minBackoffMs: 1000,
  maxBackoffMs: 60_000,
  maxShiftSeconds: 3600,
  maxDeadLetters: 10_000,
  maxDeadBytes: 4 * 1024 * 1024,
  maxAgeMs: 0,
  minFreeBytes: 0,
  fullRetryAfterMs: 10_000,
});

/** Merges options over the defaults. @throws TypeError naming every option that is no whole number in its range. */
export function resolveLimits(options: QueueLimitOptions): QueueLimits {
  const limits = { ...QUEUE_DEFAULTS, ...definedOnly(options) };
  const faults: string[] = [];
  for (const [name, value] of Object.entries(limits)) {
    const least = ZERO_ALLOWED.has(name) ? 0 : 1;
    if (!Number.isSafeInteger(value) || value < least) faults.push(`${name} = ${value} (whole number from ${least})`);
  }
  if (limits.minBackoffMs > limits.maxBackoffMs) {
    faults.push(`minBackoffMs = ${limits.minBackoffMs} (at most maxBackoffMs = ${limits.maxBackoffMs})`);
  }
  if (faults.length > 0) throw new TypeError(`These queue options cannot be used: ${faults.join('; ')}.`);
  // A value that could never fit must be refused as too large, not as "full" for ever.
  const largest = limits.maxBytes - MAX_ALIAS_BYTES;
  return { ...limits, maxValueBytes: Math.max(1, Math.min(limits.maxValueBytes, largest)) };
}

const ZERO_ALLOWED: ReadonlySet<string> = new Set([
  'recordPeriodMs',
  'minBackoffMs',
  'maxBackoffMs',
  'maxShiftSeconds',
  'maxDeadLetters',
  'maxDeadBytes',
  'maxAgeMs',
  'minFreeBytes',
  'fullRetryAfterMs',
]);

function definedOnly(options: QueueLimitOptions): Partial<QueueLimits> {
  const known = new Set(Object.keys(QUEUE_DEFAULTS));
  return Object.fromEntries(Object.entries(options).filter(([name, value]) => known.has(name) && value !== undefined));
}
