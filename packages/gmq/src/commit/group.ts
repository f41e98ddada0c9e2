import type { StoreChange } from '../store.ts';

/** Changes that belong together, and who waits for them. */
export interface Submission {
  readonly changes: readonly StoreChange[];
  readonly signal: AbortSignal | undefined;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Bounds how long one commit blocks the event loop: the rest goes into the next group. */
const MAX_GROUP_CHANGES = 4096;
const MAX_GROUP_BYTES = 4 * 1024 * 1024;

/** Splits what waits into the next group and the rest, in order. What was aborted is rejected here, and in neither. */
export function takeGroup(waiting: readonly Submission[]): {
  readonly group: readonly Submission[];
  readonly rest: Submission[];
} {
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
  return { group, rest: waiting.slice(taken) };
}

/** The changes of a group, in order. */
export function joinChanges(group: readonly Submission[]): readonly StoreChange[] {
  const joined: StoreChange[] = [];
  for (const { changes } of group) for (const change of changes) joined.push(change);
  return joined;
}
