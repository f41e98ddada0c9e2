import { publish } from '../diagnostics.ts';
import { sizeOfMessage } from '../message.ts';
import type { StoreChange, StoredMessage } from '../store.ts';
import type { DeliveryOutcome } from '../upstream.ts';
import { composeBatch, type Placed } from './compose.ts';
import { runWithDeadline } from './deadline.ts';
import { NO_VERDICT, settleBatch } from './settle.ts';
import { noteFailure, noteSuccess, type LaneContext, type LaneState } from './state.ts';

/** A batch may be split to find the one record that the platform refuses: that takes several requests. */
const REQUESTS_PER_BATCH = 20;

/**
 * Delivers the head of a lane once. Three steps, each durable before the next: what is about to be sent and at
 * which seconds; the request; what became of it. A crash between them leaves records whose fate is unknown and
 * whose second is fixed, so sending them again changes nothing.
 */
export async function drainOnce(context: LaneContext, state: LaneState): Promise<void> {
  const { store, limits, commits, clock } = context;
  const head = store.head(state.client.id, { maxMessages: limits.maxBatchRecords, maxBytes: limits.maxBatchBytes });
  if (head.length === 0) {
    forgetCount(context, state);
    return;
  }
  const { placed, crowded, changes } = composeBatch(head, state.ledger, limits, clock.now());
  // fsync inside: no request leaves before its seconds and its mark are on disk.
  await commits.submit([...changes, ...context.counters.planBurial(crowded.length)]);
  for (const message of crowded) noteBuried(state, message, 'No second was free.');
  letGo(context, state, crowded);
  context.counters.countBuried(crowded.length);
  if (placed.length === 0) return;
  publishShifts(state, placed);

  const outcomes = await deliver(context, state, placed);
  const { delivered, buried, failure, ...settlement } = settleBatch(placed, outcomes, state.ledger, clock.now());
  // fsync inside: what is delivered is gone for good, what is not has its fate noted.
  await submitUntilDurable(context, state, [...settlement.changes, ...context.counters.planBurial(buried.length)]);
  for (const { message, reason } of buried) noteBuried(state, message, reason);
  letGo(context, state, [...delivered, ...buried.map(({ message }) => message)]);
  context.counters.countBuried(buried.length);
  if (delivered.length > 0) {
    context.counters.countDelivered(delivered.length);
    publish('gmq:message:delivered', () => ({ client: state.label, messages: delivered.length, by: 'record' }));
  }
  if (failure === undefined) noteSuccess(context, state);
  else noteFailure(context, state, failure);
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
      await context.clock.sleep(state.retryAt - context.clock.now(), { signal: context.signal });
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

function letGo(context: LaneContext, state: LaneState, messages: readonly StoredMessage[]): void {
  const bytes = messages.reduce((sum, message) => sum + sizeOfMessage(message.alias, message.value), 0);
  state.durable -= messages.length;
  state.bytes -= bytes;
  context.budget.release(messages.length, bytes);
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
