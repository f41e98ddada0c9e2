import { publish } from '../diagnostics.ts';
import type { StoreChange } from '../store.ts';
import { decidePace } from './pace.ts';

/** Options of {@link createGroupCommit}. */
export interface GroupCommitOptions {
  /** Makes all changes durable in one step, synchronously, or throws. */
  readonly commit: (changes: readonly StoreChange[]) => void;
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
  /** Commits what waits, now. */
  flush(): void;
}

interface Submission {
  readonly changes: readonly StoreChange[];
  readonly signal: AbortSignal | undefined;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Bounds how long one commit blocks the event loop: the rest goes into the next group. */
const MAX_GROUP_CHANGES = 4096;
const MAX_GROUP_BYTES = 4 * 1024 * 1024;

/** Group commit: whatever arrives while a commit runs forms the next group. */
export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const elapsedMs = options.elapsedMs ?? ((): number => performance.now());
  let waiting: Submission[] = [];
  let scheduled = false;
  let waitingBefore = 0;
  let turns = 0;
  let lastCommitMs = 0;
  let committedAt = -Infinity;

  function schedule(): void {
    scheduled = true;
    turns = 0;
    waitingBefore = waiting.length;
    setImmediate(look);
  }

  function look(): void {
    const sinceCommitMs = elapsedMs() - committedAt;
    const pace = decidePace({ waiting: waiting.length, waitingBefore, turns, lastCommitMs, sinceCommitMs });
    waitingBefore = waiting.length;
    if (pace.kind === 'wait') {
      setTimeout(look, pace.ms);
    } else if (pace.kind === 'turn') {
      turns += 1;
      setImmediate(look);
    } else {
      commitGroup();
      scheduled = false;
      if (waiting.length > 0) schedule();
    }
  }

  function commitGroup(): void {
    const group = takeGroup();
    if (group.length === 0) return;
    const startedAt = elapsedMs();
    try {
      const changes = group.flatMap((submission) => submission.changes);
      options.commit(changes);
      publish('gmq:store:committed', () => ({ changes: changes.length, durationMs: elapsedMs() - startedAt }));
      for (const submission of group) submission.resolve();
    } catch (error) {
      for (const submission of group) submission.reject(error);
    }
    committedAt = elapsedMs();
    lastCommitMs = committedAt - startedAt;
  }

  function takeGroup(): Submission[] {
    const group: Submission[] = [];
    let changes = 0;
    let bytes = 0;
    let taken = 0;
    for (const submission of waiting) {
      if (changes >= MAX_GROUP_CHANGES || bytes >= MAX_GROUP_BYTES) break;
      taken += 1;
      if (submission.signal?.aborted === true) {
        submission.reject(submission.signal.reason);
        continue;
      }
      group.push(submission);
      changes += submission.changes.length;
      for (const change of submission.changes) bytes += change.kind === 'add' ? change.message.value.byteLength : 0;
    }
    waiting = waiting.slice(taken);
    return group;
  }

  return {
    submit(changes, { signal } = {}) {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        waiting.push({ changes, signal, resolve, reject });
        if (!scheduled) schedule();
      });
    },
    flush() {
      while (waiting.length > 0) commitGroup();
    },
  };
}
