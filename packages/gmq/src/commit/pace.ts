/** What is known when the next group could be committed. */
export interface PaceInput {
  /** Submissions waiting now. */
  readonly waiting: number;
  /** Submissions that were waiting when this was last looked at. */
  readonly waitingBefore: number;
  /** Turns of the event loop that this group has been given already. */
  readonly turns: number;
  /** How long the last commit blocked the event loop, in milliseconds. */
  readonly lastCommitMs: number;
  /** Time since it ended, in milliseconds. */
  readonly sinceCommitMs: number;
}

/** What to do with the group that has formed. */
export type Pace =
  { readonly kind: 'commit' } | { readonly kind: 'turn' } | { readonly kind: 'wait'; readonly ms: number };

/** After a commit the event loop gets this share of the time the commit took, before the next one blocks it. */
const ROOM_SHARE = 0.25;

/** No more room than this, however slow the disk is, in milliseconds. */
const MAX_ROOM_MS = 25;

/** A group that keeps growing is given at most this many turns. */
const MAX_TURNS = 8;

/**
 * When a group is committed. Idle: at once. While requests keep coming: a few more turns of the event loop, so that
 * one fsync carries all of them. On a slow disk the loop gets room between commits, in which connections are
 * accepted and answers leave; without it a disk of 20 ms per fsync starves 128 connections. No fixed window: it
 * would cost a fast disk most of its speed.
 */
export function decidePace(input: PaceInput): Pace {
  const room = Math.min(input.lastCommitMs * ROOM_SHARE, MAX_ROOM_MS) - input.sinceCommitMs;
  if (room > 0) return room < 1 ? { kind: 'turn' } : { kind: 'wait', ms: Math.ceil(room) };
  const growing = input.waiting > input.waitingBefore;
  return growing && input.turns < MAX_TURNS ? { kind: 'turn' } : { kind: 'commit' };
}
