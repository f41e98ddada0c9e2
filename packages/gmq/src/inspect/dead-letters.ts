import { formatLaneKey } from '../identity.ts';
import type { Lanes } from '../lane/lanes.ts';
import type { DeadLetter } from '../store.ts';
import type { DeadLetterChoice } from '../types.ts';

/** The letters that are meant. All of them are bounded by `maxDeadLetters` and `maxDeadBytes`. */
function choose(lanes: Lanes, { ids }: DeadLetterChoice = {}): readonly DeadLetter[] {
  const letters = lanes.context.store.deadLetters(Number.MAX_SAFE_INTEGER);
  if (ids === undefined) return letters;
  const chosen = new Set(ids);
  return letters.filter(({ id }) => chosen.has(id));
}

/** Puts dead letters back into their lanes, the oldest first. Resolves with how many. */
export async function retryDeadLetters(
  lanes: Lanes,
  choice: DeadLetterChoice | undefined,
  signal: AbortSignal | undefined,
): Promise<number> {
  signal?.throwIfAborted();
  // Whoever asks twice at a time must not have two of each: what is on its way back is not offered again.
  const letters = choose(lanes, choice).filter(({ id }) => !lanes.reviving.has(id));
  for (const { id } of letters) lanes.reviving.add(id);
  try {
    const parts = Map.groupBy(letters.toReversed(), ({ client }) => formatLaneKey(client)).values();
    for (const part of parts) {
      const [first] = part;
      if (first !== undefined) await lanes.of(first.client).revive(part, signal);
    }
  } finally {
    for (const { id } of letters) lanes.reviving.delete(id);
  }
  return letters.length;
}

/** Deletes dead letters for good. Resolves with how many. */
export async function purgeDeadLetters(
  lanes: Lanes,
  choice: DeadLetterChoice | undefined,
  signal: AbortSignal | undefined,
): Promise<number> {
  signal?.throwIfAborted();
  const { commits, counters } = lanes.context;
  const letters = choose(lanes, choice).filter(({ id }) => !lanes.reviving.has(id));
  // fsync inside: what was purged does not come back.
  await counters.unbury(letters.length, () => commits.submit(letters.map(({ id }) => ({ kind: 'removeDead', id }))));
  return letters.length;
}
