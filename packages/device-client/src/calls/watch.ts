import { SYSTEM_CLOCK, type Clock } from '../clock.ts';
import type { CallOptions } from '../http/request.ts';
import { decideBackoffMs, type BackoffOptions } from '../retry/backoff.ts';
import { persist } from '../retry/persist.ts';
import { requireCount, requireMs } from '../requirements.ts';
import { MAX_POLL_WAIT_MS, type PolledValue, type PollOptions } from './poll.ts';

/** The calls that watching is made of. */
export interface WatchedPlatform {
  timestamp(call: CallOptions): Promise<number>;
  read(alias: string, call: CallOptions): Promise<string | undefined>;
  poll(alias: string, options: PollOptions): Promise<PolledValue | undefined>;
}

/** Options of `watch`. `timeoutMs` is that of its single requests. */
export interface WatchOptions extends CallOptions, Partial<BackoffOptions> {
  /** Epoch seconds: begin with the first value after it. Without it, begin with the value that is there now. */
  readonly since?: number;
  /** How long the platform may hold each request, in milliseconds, 1 to 300,000. */
  readonly waitMs?: number;
  readonly clock?: Clock;
  /** Chance from 0 to below 1, for the jitter. */
  readonly random?: () => number;
}

/** The defaults of {@link WatchOptions}. Two minutes pass most routers that forget silent connections. */
export const WATCH_DEFAULTS: Readonly<Required<Pick<WatchOptions, 'waitMs' | 'baseDelayMs' | 'maxDelayMs'>>> =
  Object.freeze({ waitMs: 120_000, baseDelayMs: 1_000, maxDelayMs: 60_000 });

/** The platform's second in which a value came is over after this time. */
const SECOND_IS_OVER_MS = 1_100;

/**
 * The values of one alias, one after the other, for ever (exosite 2.4). Time on the platform has whole seconds, which
 * leaves two gaps that are closed here: the start, and a second value within the second of the one just seen.
 */
export function watch(
  platform: WatchedPlatform,
  alias: string,
  options: WatchOptions = {},
): AsyncIterable<PolledValue> {
  const { signal, since, timeoutMs, clock = SYSTEM_CLOCK, random = Math.random } = options;
  const { waitMs = WATCH_DEFAULTS.waitMs } = options;
  const backoff = {
    baseDelayMs: options.baseDelayMs ?? WATCH_DEFAULTS.baseDelayMs,
    maxDelayMs: options.maxDelayMs ?? WATCH_DEFAULTS.maxDelayMs,
  };
  requireCount('waitMs', waitMs);
  if (waitMs > MAX_POLL_WAIT_MS) throw new TypeError(`waitMs must be at most ${MAX_POLL_WAIT_MS}; found ${waitMs}.`);
  for (const name of ['baseDelayMs', 'maxDelayMs'] as const) requireMs(name, backoff[name]);
  const limits: CallOptions = {
    ...(signal === undefined ? {} : { signal }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  const survive = <T>(call: () => Promise<T>): Promise<T> => persist(call, { ...backoff, clock, random, signal });
  const poll = (after: number, heldMs: number): Promise<PolledValue | undefined> =>
    survive(() => platform.poll(alias, { ...limits, since: after, waitMs: heldMs }));

  async function* watchValues(): AsyncGenerator<PolledValue, void, undefined> {
    let from = since;
    let seen: SeenValue | undefined;
    let arrivedAt: number | undefined;
    let hastyAnswers = 0;
    for (;;) {
      if (from === undefined) {
        const anchor = await survive(() => readAnchor(platform, alias, limits, clock));
        from = anchor.from;
        const isNew = anchor.value !== undefined && anchor.value !== seen?.value;
        if (anchor.value !== undefined) seen = { value: anchor.value, until: anchor.until };
        if (isNew && seen !== undefined) yield { value: seen.value };
      }
      const isSettling = arrivedAt !== undefined;
      if (arrivedAt !== undefined) await clock.sleep(arrivedAt + SECOND_IS_OVER_MS - clock.now(), { signal });
      const askedAt = clock.now();
      const polled = await (isSettling ? poll(Math.max(0, from - 1), 1) : poll(from, waitMs));
      arrivedAt = undefined;
      if (polled === undefined || isRepeat(polled, seen)) {
        if (polled?.modifiedAt !== undefined && polled.modifiedAt > from) {
          from = polled.modifiedAt;
          arrivedAt = clock.now();
        } else if (!isSettling) {
          // A box in between that does not know long polls answers at once: do not run in circles.
          hastyAnswers = polled !== undefined || clock.now() - askedAt < waitMs / 2 ? hastyAnswers + 1 : 0;
          if (hastyAnswers > 0) await clock.sleep(decideBackoffMs(hastyAnswers, backoff, random), { signal });
        }
        continue;
      }
      hastyAnswers = 0;
      const { value, modifiedAt } = polled;
      if (modifiedAt !== undefined && !(isSettling && modifiedAt === from)) arrivedAt = clock.now();
      seen = { value, until: modifiedAt ?? -1 };
      from = modifiedAt;
      yield polled;
    }
  }
  return watchValues();
}

/** A value that was handed on, and the platform's second up to which it is known to have been the latest. */
interface SeenValue {
  readonly value: string;
  readonly until: number;
}

/** What is asked for from before the second of a seen value comes again; the same text is news only at a later time. */
function isRepeat({ value, modifiedAt }: PolledValue, seen: SeenValue | undefined): boolean {
  return value === seen?.value && (modifiedAt === undefined || modifiedAt <= seen.until);
}

/** The value that is there now, and a time after which no later one can be missed. */
async function readAnchor(
  platform: WatchedPlatform,
  alias: string,
  limits: CallOptions,
  clock: Clock,
): Promise<{ readonly value: string | undefined; readonly from: number; readonly until: number }> {
  const askedAt = clock.now();
  // The time first: what is written from this second on is found by polling, what was written before it is read.
  const now = await platform.timestamp(limits);
  const value = await platform.read(alias, limits);
  return { value, from: Math.max(0, now - 1), until: now + Math.ceil((clock.now() - askedAt) / 1000) };
}
