import { toSeconds } from '../clock.ts';
import { sizeOfMessage, toBytes, type Value } from '../message.ts';
import type { QueueLimits } from '../options.ts';
import { formatMessageId } from '../priority.ts';
import type { SecondsRun, StoreChange, StoredMessage } from '../store.ts';
import { makeRoom } from './evict.ts';
import type { LaneContext, LaneState } from './state.ts';

/** A value as it comes in. */
export interface Incoming {
  readonly alias: string;
  readonly value: Value;
  /** Epoch seconds given by the application, if it gave them. */
  readonly timestamp?: number | undefined;
  readonly priority?: number | undefined;
  readonly ttlMs?: number | undefined;
}

/** Makes the row of a value. Ids are handed out here: their order is the order of the requests. */
export function createStoredMessage(
  context: LaneContext,
  state: LaneState,
  incoming: Incoming,
  requestedAtMs: number,
): StoredMessage {
  const clockSecond = toSeconds(requestedAtMs);
  const given = incoming.timestamp !== undefined;
  const stamp = { asked: incoming.timestamp ?? clockSecond, given, wall: clockSecond, monoMs: context.time.monoMs() };
  // Where it is known already that the clock is wrong, everything happens at the right time from the start.
  const shift = context.time.shiftOf(stamp);
  const [asked, wall] = [stamp.asked + shift, clockSecond + shift];
  // In the second of a restart, what the run before has written in it is not known: the next one is free for sure.
  const timestamp = !given && clockSecond === context.startSecond ? asked + 1 : asked;
  return {
    clientId: state.client.id,
    id: formatMessageId(context.nextId(), incoming.priority ?? 0),
    alias: incoming.alias,
    value: toBytes(incoming.value),
    timestamp,
    asked,
    given,
    fate: 'unsent',
    conflicts: 0,
    monoMs: stamp.monoMs,
    wall,
    ...(incoming.ttlMs === undefined ? {} : { expires: wall + Math.ceil(incoming.ttlMs / 1000) }),
  };
}

/**
 * Puts messages into the store. Resolves when the group commit that carries them has returned from its fsync:
 * only then may anybody be told that they are safe. Rejects, and takes none, if the queue is full or the store fails.
 * What is to happen `together` with it happens in the same commit.
 */
export async function storeMessages(
  context: LaneContext,
  state: LaneState,
  messages: readonly StoredMessage[],
  signal?: AbortSignal,
  together: readonly StoreChange[] = [],
): Promise<void> {
  let bytes = 0;
  for (const { alias, value } of messages) bytes += sizeOfMessage(alias, value);
  const eviction = makeRoom(context, messages.length, bytes);
  try {
    context.budget.take(messages.length, bytes);
  } catch (error) {
    eviction.undo();
    throw error;
  }
  state.entering += messages.length;
  state.bytes += bytes;
  noteWaiting(state, messages);
  const runs = collectRuns(context, state, messages);
  const changes: StoreChange[] = [...eviction.changes, ...together];
  for (const message of messages) changes.push({ kind: 'add', message });
  for (const run of runs) changes.push({ kind: 'useSeconds', clientId: state.client.id, run });
  try {
    await context.commits.submit(changes, signal === undefined ? undefined : { signal });
    state.durable += messages.length;
    state.arrived += messages.length;
    eviction.done();
    context.counters.countQueued(messages.length);
  } catch (error) {
    eviction.undo();
    state.ledger.putBack(runs);
    state.bytes -= bytes;
    context.budget.release(messages.length, bytes);
    throw error;
  } finally {
    state.entering -= messages.length;
  }
}

/** More aliases than this are not told apart: every immediate write then waits for its turn. */
const MAX_WAITING_ALIASES = 1024;

function noteWaiting(state: LaneState, messages: readonly StoredMessage[]): void {
  for (const { alias } of messages) state.waitingAliases?.add(alias);
  if ((state.waitingAliases?.size ?? 0) > MAX_WAITING_ALIASES) state.waitingAliases = undefined;
}

/** A caller waits for an activation and a repeat at most, each with its own timeout. */
const REQUESTS_PER_FORWARD = 2;

/** The longest that an immediate write is waited for, in milliseconds. */
export function decideForwardDeadline(limits: QueueLimits): number {
  return limits.forwardTimeoutMs * REQUESTS_PER_FORWARD;
}

const NO_RUNS: readonly SecondsRun[] = [];

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
  // The usual case: nothing is forwarded while all there is waits.
  if (state.forwarding.size === 0 && !state.ledger.hasUnsaved()) return NO_RUNS;
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
