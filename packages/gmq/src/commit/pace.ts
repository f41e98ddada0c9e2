/** What is known when the next group could be committed. */
export interface PaceInput {
  /** Submissions waiting now. */
  readonly waiting: number;
  /** Submissions that were waiting when this was last looked at. */
  readonly waitingBefore: number;
  /** Turns of the event loop that this group has been given already. */
  readonly turns: number;
  /** How long the last commit made the event loop wait for the disk, in milliseconds. */
  readonly lastCommitMs: number;
  /** Time since it ended, in milliseconds. */
  readonly sinceCommitMs: number;
}

/** What to do with the group that has formed. */
export type Pace =
  { readonly kind: 'commit' } | { readonly kind: 'turn' } | { readonly kind: 'wait'; readonly ms: number };

/** A commit that blocks the event loop for this long, in milliseconds, had better not. */
const SLOW_MS = 2;

/** After a slow commit the event loop gets this share of the time it took, before the next one blocks it. */
const ROOM_SHARE = 0.25;

/** No more room than this, however slow the disk is, in milliseconds. */
const MAX_ROOM_MS = 25;

/** A group that keeps growing is given at most this many turns. */
const MAX_TURNS = 8;

/**
 * When a group is committed. Idle: at once. While requests keep coming: a few more turns of the event loop, so that
 * one fsync carries all of them. If a commit was slow and there is no way to commit aside, the loop gets room before
 * the next, in which connections are accepted and answers leave; without it a disk of 20 ms per fsync starves 128
 * connections. No fixed window: it would cost a fast disk most of its speed.
 */
export function decidePace(input: PaceInput): Pace {
  const room = decideRoom(input.lastCommitMs) - input.sinceCommitMs;
  if (room > 0) return room < 1 ? { kind: 'turn' } : { kind: 'wait', ms: Math.ceil(room) };
  const growing = input.waiting > input.waitingBefore;
  return growing && input.turns < MAX_TURNS ? { kind: 'turn' } : { kind: 'commit' };
}

function decideRoom(lastCommitMs: number): number {
  return lastCommitMs < SLOW_MS ? 0 : Math.min(lastCommitMs * ROOM_SHARE, MAX_ROOM_MS);
}

/** What SQLite takes for one change, in milliseconds: on every thread the same, and no wait for the disk. */
const WORK_MS = 0.005;

/** How much of the time that a commit took was a wait for the disk, in milliseconds. */
export function estimateDiskMs(tookMs: number, changes: number): number {
  return Math.max(0, tookMs - changes * WORK_MS);
}

/** How a group is committed: on the event loop's thread, or beside it. */
export type Way = 'blocking' | 'aside';

/** A commit beside it whose disk is done within this time, in milliseconds, might as well have blocked: that is faster. */
const FAST_MS = 1;

/**
 * How the next group is committed, from how the last one was and how long its disk took. Waiting for another thread costs
 * more than the fsync of a good disk; an SD card's fsync of 100 ms would keep every application waiting.
 */
export function decideWay(last: Way, diskMs: number): Way {
  if (last === 'blocking') return diskMs >= SLOW_MS ? 'aside' : 'blocking';
  return diskMs < FAST_MS ? 'blocking' : 'aside';
}
