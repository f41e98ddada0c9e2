import type { GroupCommit } from '../commit/group-commit.ts';
import type { Clock } from '../clock.ts';
import { publish } from '../diagnostics.ts';
import { runWithDeadline } from '../lane/deadline.ts';
import type { PlatformTime, Upstream } from '../upstream.ts';
import { decideShift, isBetterAnchor, isPlausibleTime, type Anchor, type Stamp } from './anchor.ts';

/** The present, as far as it is known. */
export type Present = {
  /** Milliseconds of the monotonic clock of this boot. */
  readonly monoMs: number;
} & (
  | { readonly kind: 'unknown' }
  /** Milliseconds since the epoch: by the platform, or by this machine's clock where no platform tells the time. */
  | { readonly kind: 'platform' | 'clock'; readonly nowMs: number }
);

/** Knows what the platform's clock says, in terms of this machine's monotonic clock (design 4.6). */
export interface TimeKeeper {
  /** Milliseconds of the machine's monotonic clock. Waits and ages are told by it: no set clock changes them. */
  monoMs(): number;
  present(): Present;
  /** By how many seconds the times of a message of this boot have to be moved, as far as is known now. */
  shiftOf(stamp: Stamp): number;
  /** The right time for a reading of the machine's clock, in milliseconds; the reading itself if none is known. */
  correct(wallMs: number): number;
  /**
   * To be awaited before records leave at times of this machine. Resolves with nothing when the platform's time is
   * known and durable, or is not to be had; with a reason if it has to be asked for again later.
   */
  ensure(): Promise<Extract<PlatformTime, { kind: 'retry' }> | undefined>;
  /** True if there is nothing to wait for: {@link TimeKeeper.ensure} would resolve with nothing, and change nothing. */
  isSettled(): boolean;
  /** Begins to listen to the upstream. */
  listen(): void;
  /** Ends listening. */
  end(): void;
}

/** What an upstream may know about the time. */
type Clocked = Pick<Upstream, 'time' | 'watchTime'>;

/** What {@link createTimeKeeper} needs. */
export interface TimeKeeperOptions {
  readonly upstream: Clocked;
  /** What was learnt in this boot before. */
  readonly known: Anchor | undefined;
  readonly commits: Pick<GroupCommit, 'submit'>;
  readonly clock: Clock;
  readonly monoMs: () => number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Asked for again after this time: even good clocks drift, in milliseconds. */
const REFRESH_MS = 3_600_000;

/** A platform without a clock is asked again only after this time, in milliseconds. */
const ASK_AGAIN_MS = 600_000;

/** A `Date`, and the answer of `/timestamp`, are cut to the second: half of one off on average. */
const HALF_SECOND_MS = 500;

/** An answer that took longer tells nothing useful about the time, in milliseconds. */
const MAX_ROUND_TRIP_MS = 20_000;

/** A keeper that listens to every answer of the upstream, and asks when it has heard nothing. */
export function createTimeKeeper(options: TimeKeeperOptions): TimeKeeper {
  const { upstream, commits, clock, monoMs, timeoutMs, signal } = options;
  let anchor = options.known;
  let saving: Promise<void> | undefined;
  let stopWatching: (() => void) | undefined;
  let asking: ReturnType<TimeKeeper['ensure']> | undefined;
  let askedMs = -Infinity;
  let heardMs = anchor?.sampledMs ?? -Infinity;

  function learn(epochMs: number, roundTripMs: number): void {
    if (!isPlausibleTime(epochMs) || roundTripMs > MAX_ROUND_TRIP_MS) return;
    const sampledMs = monoMs();
    const halfMs = roundTripMs / 2;
    const offsetMs = epochMs + HALF_SECOND_MS + halfMs - sampledMs;
    heardMs = sampledMs;
    const sample = { offsetMs, errorMs: HALF_SECOND_MS + halfMs, sampledMs };
    if (!isBetterAnchor(anchor, sample)) return;
    const wasUnknown = anchor === undefined;
    anchor = sample;
    save(sample);
    const clockIsOffMs = clock.now() - (offsetMs + sampledMs);
    if (wasUnknown) publish('gmq:time:learnt', () => ({ epochMs: offsetMs + sampledMs, clockIsOffMs }));
  }

  function save(learnt: Anchor): void {
    // fsync inside. After it, what is queued now can be put right even if it leaves in another boot.
    const submitted = commits.submit([{ kind: 'anchor', anchor: learnt }]);
    saving = submitted.then(
      () => {
        if (anchor === learnt) saving = undefined;
      },
      () => {
        // The disk refuses: learnt again with the next answer.
        if (anchor !== learnt) return;
        anchor = undefined;
        saving = undefined;
      },
    );
  }

  async function ask(): ReturnType<TimeKeeper['ensure']> {
    const startedMs = monoMs();
    const answer = await requestTime(upstream, clock, timeoutMs, signal);
    askedMs = monoMs();
    if (answer?.kind === 'known') learn(answer.epochMs, askedMs - startedMs);
    if (answer?.kind === 'retry' && anchor === undefined) return answer;
    return undefined;
  }

  const isFresh = (): boolean => anchor !== undefined && monoMs() - heardMs < REFRESH_MS;
  const mayAsk = (): boolean => upstream.time !== undefined && !isFresh() && monoMs() - askedMs >= ASK_AGAIN_MS;
  return {
    monoMs,
    present() {
      const now = monoMs();
      if (anchor !== undefined) return { kind: 'platform', monoMs: now, nowMs: anchor.offsetMs + now };
      return upstream.time === undefined
        ? { kind: 'clock', monoMs: now, nowMs: clock.now() }
        : { kind: 'unknown', monoMs: now };
    },
    shiftOf: (stamp) => decideShift(stamp, anchor),
    correct(wallMs) {
      const wall = Math.floor(wallMs / 1000);
      return wallMs + decideShift({ asked: wall, given: false, wall, monoMs: monoMs() }, anchor) * 1000;
    },
    isSettled: () => asking === undefined && saving === undefined && !mayAsk(),
    async ensure() {
      if (asking !== undefined || mayAsk()) {
        asking ??= ask().finally(() => (asking = undefined));
        const failure = await asking;
        if (failure !== undefined) {
          askedMs = -Infinity;
          return failure;
        }
      }
      await saving;
      return undefined;
    },
    listen() {
      stopWatching ??= upstream.watchTime?.(learn);
    },
    end: () => stopWatching?.(),
  };
}

async function requestTime(
  upstream: Clocked,
  clock: Clock,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<PlatformTime | undefined> {
  try {
    return await runWithDeadline(clock, timeoutMs, signal, async (bounded) =>
      upstream.time?.({ signal: bounded, timeoutMs }),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'retry', reason };
  }
}
