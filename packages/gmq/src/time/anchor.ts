import { MAX_TIMESTAMP } from '../message.ts';

/** What is known of the platform's time in one boot of this machine. */
export interface Anchor {
  /** The platform's time when the monotonic clock stood at 0, in milliseconds since the epoch. */
  readonly offsetMs: number;
  /** How far off that may be, in milliseconds: half a round trip, and the second that a `Date` is cut to. */
  readonly errorMs: number;
  /** Where the monotonic clock stood when this was learnt, in milliseconds. */
  readonly sampledMs: number;
}

/** The times of a message as its machine saw them. */
export interface Stamp {
  /** Epoch seconds at which it is to be recorded. */
  readonly asked: number;
  /** True if the application gave that time. */
  readonly given: boolean;
  /** Epoch seconds of the machine's clock when it came; undefined if that was never noted. */
  readonly wall?: number | undefined;
  /** Milliseconds of the monotonic clock when it came. */
  readonly monoMs: number;
}

/** Clocks this near to the platform's count as right, in seconds. */
export const SAME_TIME_SECONDS = 2;

/** Two quartz clocks drift apart by no more than this share of the time: 100 parts per million. */
const DRIFT = 1e-4;

/** A platform that claims a time before 2001 is itself a box without a clock. */
const EARLIEST_PLAUSIBLE_MS = 1_000_000_000_000;

/**
 * By how many seconds the times of a message have to be moved (design 4.6); 0 where its clock was right, as far as
 * can be told. The platform's time and the monotonic clock say when it really came, however often the clock was set
 * since. A time that the application gave is moved with it only if it lies nearer to the wrong clock than to the
 * right time: then it was read from that clock. Pure, and 0 for times that were moved already.
 */
export function decideShift(stamp: Stamp, anchor: Anchor | undefined): number {
  if (anchor === undefined || stamp.wall === undefined) return 0;
  const right = Math.floor((anchor.offsetMs + stamp.monoMs) / 1000);
  const shift = right - stamp.wall;
  const doubtMs = anchor.errorMs + Math.abs(stamp.monoMs - anchor.sampledMs) * DRIFT;
  if (Math.abs(shift) <= SAME_TIME_SECONDS + doubtMs / 1000) return 0;
  if (stamp.given && Math.abs(stamp.asked - stamp.wall) >= Math.abs(stamp.asked - right)) return 0;
  return clampSecond(stamp.asked + shift) - stamp.asked;
}

/** Whether a new sample tells more than what is known: it is sharper, or both cannot be right. */
export function isBetterAnchor(known: Anchor | undefined, sample: Anchor): boolean {
  if (known === undefined) return true;
  const doubtMs = known.errorMs + (sample.sampledMs - known.sampledMs) * DRIFT;
  if (sample.errorMs < doubtMs) return true;
  return Math.abs(sample.offsetMs - known.offsetMs) > doubtMs + sample.errorMs;
}

/** True for times that a platform can have. */
export function isPlausibleTime(epochMs: number): boolean {
  return epochMs >= EARLIEST_PLAUSIBLE_MS && epochMs <= MAX_TIMESTAMP * 1000;
}

function clampSecond(second: number): number {
  return Math.min(Math.max(second, 0), MAX_TIMESTAMP);
}
