import { publish } from '../diagnostics.ts';
import type { StoreChange } from '../store.ts';
import { joinChanges, takeGroup, type Submission } from './group.ts';
import { decidePace, decideWay, estimateDiskMs, type Way } from './pace.ts';

/** Options of {@link createGroupCommit}. */
export interface GroupCommitOptions {
  /** Makes all changes durable in one step, synchronously, or throws. */
  readonly commit: (changes: readonly StoreChange[]) => void;
  /** The same while the event loop goes on: taken while the disk is slow. Default: there is no such way. */
  readonly commitAside?: (changes: readonly StoreChange[]) => Promise<void>;
  /** A monotonic clock in milliseconds. Default: `performance.now`. */
  readonly elapsedMs?: () => number;
}

/** Collects changes from everywhere in the queue and commits them in groups, in the order of submission. */
export interface GroupCommit {
  /**
   * Resolves when the changes are durable; rejects if they are not, and then none of them is. Aborting takes them
   * back while they wait; afterwards the signal has no effect.
   */
  submit(changes: readonly StoreChange[], options?: { readonly signal?: AbortSignal }): Promise<void>;
  /** Commits what waits, now: resolves when nothing waits and nothing is under way. */
  flush(): Promise<void>;
}

/** Group commit: whatever arrives while a commit runs forms the next group. One commit runs at a time. */
export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const { commit, commitAside, elapsedMs = (): number => performance.now() } = options;
  let waiting: Submission[] = [];
  let scheduled = false;
  let waitingBefore = 0;
  let turns = 0;
  let way: Way = 'blocking';
  let blockedMs = 0;
  let blockedUntil = -Infinity;
  let underWay: Promise<void> | undefined;

  function schedule(): void {
    if (scheduled || underWay !== undefined || waiting.length === 0) return;
    scheduled = true;
    turns = 0;
    waitingBefore = waiting.length;
    setImmediate(look);
  }

  function look(): void {
    const sinceCommitMs = elapsedMs() - blockedUntil;
    const pace = decidePace({ waiting: waiting.length, waitingBefore, turns, lastCommitMs: blockedMs, sinceCommitMs });
    waitingBefore = waiting.length;
    if (pace.kind === 'wait') {
      setTimeout(look, pace.ms);
    } else if (pace.kind === 'turn') {
      turns += 1;
      setImmediate(look);
    } else {
      scheduled = false;
      commitNext();
      schedule();
    }
  }

  function commitNext(): void {
    const { group, rest } = takeGroup(waiting);
    waiting = rest;
    if (group.length === 0 || underWay !== undefined) return;
    if (way === 'blocking' || commitAside === undefined) commitBlocking(group);
    else underWay = commitOneAside(group, commitAside);
  }

  function commitBlocking(group: readonly Submission[]): void {
    const startedAt = elapsedMs();
    const changes = joinChanges(group);
    try {
      commit(changes);
      tell(group, changes.length, startedAt);
    } catch (error) {
      for (const submission of group) submission.reject(error);
    }
    noteBlock(startedAt, changes.length);
    way = decideWay(way, blockedMs);
  }

  async function commitOneAside(
    group: readonly Submission[],
    commitChanges: (changes: readonly StoreChange[]) => Promise<void>,
  ): Promise<void> {
    const startedAt = elapsedMs();
    const changes = joinChanges(group);
    const durable = commitChanges(changes);
    noteBlock(startedAt, changes.length);
    const [result] = await Promise.allSettled([durable]);
    way = decideWay(way, estimateDiskMs(elapsedMs() - startedAt, changes.length));
    underWay = undefined;
    // The next fsync starts before the answers of this one are written: then both go on at the same time.
    if (way === 'aside') commitNext();
    else schedule();
    if (result.status === 'fulfilled') tell(group, changes.length, startedAt);
    else for (const submission of group) submission.reject(result.reason);
  }

  function tell(group: readonly Submission[], changes: number, startedAt: number): void {
    publish('gmq:store:committed', () => ({ changes, durationMs: elapsedMs() - startedAt }));
    for (const submission of group) submission.resolve();
  }

  function noteBlock(startedAt: number, changes: number): void {
    blockedUntil = elapsedMs();
    blockedMs = estimateDiskMs(blockedUntil - startedAt, changes);
  }

  return {
    submit(changes, { signal } = {}) {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        waiting.push({ changes, signal, resolve, reject });
        schedule();
      });
    },
    async flush() {
      for (;;) {
        if (underWay !== undefined) await underWay;
        else if (waiting.length > 0) commitNext();
        else return;
      }
    },
  };
}
