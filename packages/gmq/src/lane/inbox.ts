import { toSeconds } from '../clock.ts';
import { sizeOfMessage, toBytes, type Value } from '../message.ts';
import type { QueueLimits } from '../options.ts';
import type { SecondsRun, StoreChange, StoredMessage } from '../store.ts';
import type { LaneContext, LaneState } from './state.ts';

/** A value as it comes in. */
export interface Incoming {
  readonly alias: string;
  readonly value: Value;
  /** Epoch seconds given by the application, if it gave them. */
  readonly timestamp?: number | undefined;
}

/** Makes the row of a value. Ids are handed out here: their order is the order of the requests. */
export function createStoredMessage(
  context: LaneContext,
  state: LaneState,
  incoming: Incoming,
  requestedAtMs: number,
): StoredMessage {
  const asked = incoming.timestamp ?? toSeconds(requestedAtMs);
  // In the second of a restart, what the run before has written in it is not known: the next one is free for sure.
  const timestamp = incoming.timestamp === undefined && asked === context.startSecond ? asked + 1 : asked;
  return {
    clientId: state.client.id,
    id: context.nextId(),
    alias: incoming.alias,
    value: toBytes(incoming.value),
    timestamp,
    asked,
    given: incoming.timestamp !== undefined,
    fate: 'unsent',
    conflicts: 0,
    monoMs: context.monoMs(),
  };
}

/**
 * Puts messages into the store. Resolves when the group commit that carries them has returned from its fsync:
 * only then may anybody be told that they are safe. Rejects, and takes none, if the queue is full or the store fails.
 */
export async function storeMessages(
  context: LaneContext,
  state: LaneState,
  messages: readonly StoredMessage[],
  signal?: AbortSignal,
): Promise<void> {
  const bytes = messages.reduce((sum, message) => sum + sizeOfMessage(message.alias, message.value), 0);
  context.budget.take(messages.length, bytes);
  state.entering += messages.length;
  state.bytes += bytes;
  const runs = collectRuns(context, state, messages);
  const changes: StoreChange[] = messages.map((message) => ({ kind: 'add', message }));
  for (const run of runs) changes.push({ kind: 'useSeconds', clientId: state.client.id, run });
  try {
    await context.commits.submit(changes, signal === undefined ? {} : { signal });
    state.durable += messages.length;
    context.counters.countQueued(messages.length);
  } catch (error) {
    state.ledger.putBack(runs);
    state.bytes -= bytes;
    context.budget.release(messages.length, bytes);
    throw error;
  } finally {
    state.entering -= messages.length;
  }
}

/** A caller waits for an activation and a repeat at most, each with its own timeout. */
const REQUESTS_PER_FORWARD = 2;

/** The longest that an immediate write is waited for, in milliseconds. */
export function decideForwardDeadline(limits: QueueLimits): number {
  return limits.forwardTimeoutMs * REQUESTS_PER_FORWARD;
}

/**
 * What goes to disk beside messages, about seconds of their aliases that immediate writes have used: those were
 * never on disk. Without it, after a restart, a queued value could be given such a second, and the conflict with
 * the other value could be taken for its own arrival. A write still under way may use any second up to its deadline.
 */
function collectRuns(
  context: LaneContext,
  state: LaneState,
  messages: readonly StoredMessage[],
): readonly SecondsRun[] {
  const aliases = new Set(messages.map(({ alias }) => alias));
  const runs = [...state.ledger.takeUnsaved(aliases)];
  for (const alias of aliases) {
    const first = state.forwarding.get(alias);
    if (first === undefined) continue;
    runs.push(state.ledger.preview(alias, first, first + toSeconds(decideForwardDeadline(context.limits)) + 1));
    // The disk holds a guess: what was really used is still to be saved.
    state.ledger.putBack([{ alias, first, last: first }]);
  }
  return runs;
}
