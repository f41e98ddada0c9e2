import { publish } from '../diagnostics.ts';
import { priorityOf } from '../priority.ts';
import type { StoreChange, StoredMessage } from '../store.ts';
import type { DeliveryOutcome } from '../upstream.ts';
import { composeBatch, type Composition, type Placed } from './compose.ts';
import { runWithDeadline } from './deadline.ts';
import { isExpired } from './expiry.ts';
import { NO_VERDICT, settleBatch } from './settle.ts';
import { letGo, noteDropped, noteFailure, noteSuccess, type LaneContext, type LaneState } from './state.ts';

/** A batch may be split to find the one record that the platform refuses: that takes several requests. */
const REQUESTS_PER_BATCH = 20;

/**
 * Delivers the head of a lane once. Three steps, each durable before the next: what is about to be sent and at
 * which seconds; the request; what became of it. A crash between them leaves records whose fate is unknown and
 * whose second is fixed, so sending them again changes nothing.
 */
export async function drainOnce(context: LaneContext, state: LaneState): Promise<void> {
  try {
    const head = readHead(context, state);
    if (await dropExpired(context, state, head)) return;
    if (context.time.isSettled()) {
      await sendHead(context, state, head);
      return;
    }
    // Nothing leaves at a time of this machine before it is known whether its clock is right (design 4.6).
    const failure = await context.time.ensure();
    if (failure !== undefined) noteFailure(context, state, failure);
    else await sendHead(context, state, readHead(context, state));
  } finally {
    state.inFlight = undefined;
  }
}

/** The messages that go out next: of one priority, none that is being evicted. From here on none of them may be. */
function readHead(context: LaneContext, state: LaneState): readonly StoredMessage[] {
  const { store, limits } = context;
  const head = store.head(state.client.id, { maxMessages: limits.maxBatchRecords, maxBytes: limits.maxBatchBytes });
  const [first] = head;
  if (first === undefined) {
    forgetCount(context, state);
    return [];
  }
  const together = head.filter(({ id }) => priorityOf(id) === priorityOf(first.id));
  state.inFlight = { firstId: first.id, lastId: together.at(-1)?.id ?? first.id };
  return together.filter(({ id }) => !state.leaving.has(id));
}

/** True if something was dropped: there may be more. */
async function dropExpired(context: LaneContext, state: LaneState, head: readonly StoredMessage[]): Promise<boolean> {
  const present = context.time.present();
  const expired = head.filter((one) => isExpired(one, context.limits.maxAgeMs, present));
  if (expired.length === 0) return false;
  await context.commits.submit(expired.map(({ clientId, id }) => ({ kind: 'remove', clientId, id })));
  letGo(context, state, expired);
  noteDropped(context, state, expired.length, 'expired');
  return true;
}

async function sendHead(context: LaneContext, state: LaneState, head: readonly StoredMessage[]): Promise<void> {
  const { limits, policies, commits, clock, counters } = context;
  if (head.length === 0) {
    // What is being evicted is gone with the next commit.
    if (state.durable > 0) await commits.submit([]);
    return;
  }
  const rules = { maxShiftSeconds: limits.maxShiftSeconds, sameSecond: policies.sameSecond };
  const composition = composeBatch(head, state.ledger, rules, clock.now());
  // fsync inside: no request leaves before its seconds and its mark are on disk.
  await commits.submit([...composition.changes, ...counters.planBurial(composition.crowded.length)]);
  noteComposed(context, state, composition);
  const { placed } = composition;
  if (placed.length === 0) return;

  const outcomes = await deliver(context, state, placed);
  const { delivered, buried, failure, ...settlement } = settleBatch(placed, outcomes, state.ledger, clock.now());
  // fsync inside: what is delivered is gone for good, what is not has its fate noted.
  await submitUntilDurable(context, state, [...settlement.changes, ...counters.planBurial(buried.length)]);
  for (const { message, reason } of buried) noteBuried(state, message, reason);
  letGo(context, state, [...delivered, ...buried.map(({ message }) => message)]);
  counters.countBuried(buried.length);
  if (delivered.length > 0) {
    counters.countDelivered(delivered.length, 'record');
    publish('gmq:message:delivered', () => ({ client: state.label, messages: delivered.length, by: 'record' }));
  }
  if (failure === undefined) noteSuccess(context, state);
  else noteFailure(context, state, failure);
}

/** What was decided before sending is durable: it is counted and told. */
function noteComposed(context: LaneContext, state: LaneState, composition: Composition): void {
  const { placed, crowded, superseded, retimed } = composition;
  for (const { message, reason } of crowded) noteBuried(state, message, reason);
  letGo(context, state, [...crowded.map(({ message }) => message), ...superseded]);
  context.counters.countBuried(crowded.length);
  noteDropped(context, state, superseded.length, 'superseded');
  if (retimed > 0) {
    context.counters.countRetimed(retimed);
    publish('gmq:message:retimed', () => ({ client: state.label, messages: retimed }));
  }
  publishShifts(state, placed);
}

async function deliver(
  context: LaneContext,
  state: LaneState,
  placed: readonly Placed[],
): Promise<readonly DeliveryOutcome[]> {
  const timeoutMs = context.limits.deliverTimeoutMs;
  const batch = { client: state.client.identity, records: placed.map(({ record }) => record) };
  try {
    return await runWithDeadline(context.clock, timeoutMs * REQUESTS_PER_BATCH, context.signal, (signal) =>
      context.upstream.deliver(batch, { signal, timeoutMs }),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return placed.map(() => ({ ...NO_VERDICT, reason }));
  }
}

/**
 * The answer is here and cannot be had again, so it is written down however often the disk refuses. If the queue
 * stops meanwhile, the mark set before sending is still there, and the next start takes the fate as unknown.
 */
async function submitUntilDurable(
  context: LaneContext,
  state: LaneState,
  changes: readonly StoreChange[],
): Promise<void> {
  for (;;) {
    try {
      await context.commits.submit(changes);
      return;
    } catch (error) {
      if (context.signal.aborted) throw error;
      noteFailure(context, state, { reason: error instanceof Error ? error.message : String(error) });
      await context.clock.sleep(state.retryAt - context.time.monoMs(), { signal: context.signal });
    }
  }
}

/** The store is what counts: if it holds nothing, nothing waits, whatever was counted. */
function forgetCount(context: LaneContext, state: LaneState): void {
  const bytes = state.entering === 0 ? state.bytes : 0;
  context.budget.release(state.durable, bytes);
  state.durable = 0;
  state.bytes -= bytes;
}

function noteBuried(state: LaneState, message: StoredMessage, reason: string): void {
  const { alias, asked: timestamp } = message;
  publish('gmq:message:buried', () => ({ client: state.label, alias, timestamp, reason }));
}

function publishShifts(state: LaneState, placed: readonly Placed[]): void {
  for (const { message, record } of placed) {
    const { alias, asked } = message;
    const { timestamp } = record;
    if (timestamp === message.timestamp) continue;
    publish('gmq:message:shifted', () => ({ client: state.label, alias, asked, timestamp }));
  }
}
