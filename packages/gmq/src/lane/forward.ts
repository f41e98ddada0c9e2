import { toSeconds } from '../clock.ts';
import { publish } from '../diagnostics.ts';
import { GmqError } from '../errors.ts';
import type { Value } from '../message.ts';
import type { StoredMessage } from '../store.ts';
import type { DeliveryOutcome, Fate } from '../upstream.ts';
import { SAME_TIME_SECONDS } from '../time/anchor.ts';
import { runWithDeadline } from './deadline.ts';
import { createStoredMessage, decideForwardDeadline, storeMessages } from './inbox.ts';
import { NO_VERDICT } from './settle.ts';
import { noteFailure, noteSuccess, type LaneContext, type LaneState } from './state.ts';

/** How an immediate write ended: the platform has it, or the disk has it. */
export type WriteResult = 'delivered' | 'queued';

type Values = readonly (readonly [alias: string, value: Value])[];

/**
 * True if a write may go out at once (gwe K137). Not while the lane waits after a failure: the application would wait
 * with it. Not while a batch is under way, or if one of its aliases waits: it would overtake. Not if one of its aliases
 * has a value in this second already, or may have one from the run before: the platform would keep only one of the two.
 */
export function mayForward(context: LaneContext, state: LaneState, values: Values, nowMs: number): boolean {
  if (state.sending || context.time.monoMs() < state.retryAt) return false;
  const aliases = new Set(values.map(([alias]) => alias));
  if (aliases.size < values.length || !mayPass(state, aliases)) return false;
  if (toSeconds(nowMs) === context.startSecond) return false;
  const second = toSeconds(context.time.correct(nowMs));
  return [...aliases].every((alias) => !state.forwarding.has(alias) && state.ledger.nextFree(alias, second) === second);
}

/** Records that are being collected (gwe K139) hold up the writes of their own aliases only. */
function mayPass(state: LaneState, aliases: ReadonlySet<string>): boolean {
  if (state.durable + state.entering === 0) return true;
  const { waitingAliases, failures } = state;
  return failures === 0 && waitingAliases !== undefined && ![...aliases].some((alias) => waitingAliases.has(alias));
}

/**
 * Sends a write at once, and queues what the platform did not take: as records at the time of the request, in the
 * place in the lane that the request had. Rejects with GmqError `GMQ_REJECTED` if the platform refused it for good,
 * with the signal's reason if the caller gave up; in both cases nothing is queued.
 */
export async function forwardWrite(
  context: LaneContext,
  state: LaneState,
  values: Values,
  requestedAtMs: number,
  signal: AbortSignal | undefined,
): Promise<WriteResult> {
  // The ids are taken now: a later request that is queued while this one is under way comes after it.
  const messages = values.map(([alias, value]) => createStoredMessage(context, state, { alias, value }, requestedAtMs));
  for (const { alias, timestamp } of messages) state.forwarding.set(alias, timestamp);
  const outcomes = await attempt(context, state, messages, signal);
  for (const { alias } of messages) state.forwarding.delete(alias);
  // From here to where the rest is handed to the store nothing waits: no other write can slip in between.
  noteSeconds(context, state, messages, outcomes);
  signal?.throwIfAborted();
  return await conclude(context, state, messages, outcomes);
}

/** One outcome per message. Everything that breaks, the end of the queue and of the caller included, has one. */
async function attempt(
  context: LaneContext,
  state: LaneState,
  messages: readonly StoredMessage[],
  signal: AbortSignal | undefined,
): Promise<readonly DeliveryOutcome[]> {
  const { upstream, limits, clock } = context;
  const timeoutMs = limits.forwardTimeoutMs;
  const client = state.client.identity;
  const ends = signal === undefined ? context.signal : AbortSignal.any([context.signal, signal]);
  try {
    return await runWithDeadline(clock, decideForwardDeadline(limits), ends, async (bounded) => {
      const call = { signal: bounded, timeoutMs };
      if (!context.forwardAsWrite || upstream.write === undefined) {
        return await upstream.deliver({ client, records: messages }, call);
      }
      const values = messages.map(({ alias, value }) => [alias, value] as const);
      const outcome = await upstream.write({ client, values }, call);
      return messages.map(() => outcome);
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return messages.map(() => ({ ...NO_VERDICT, reason }));
  }
}

function forwardsAsWrite(context: LaneContext): boolean {
  return context.forwardAsWrite && context.upstream.write !== undefined;
}

/**
 * A `write` lies at the platform's time of receipt: somewhere from the request to now. So may one without an answer,
 * whether it is sent again or not: a later value that shared a second with it could be taken for arrived.
 */
function noteSeconds(
  context: LaneContext,
  state: LaneState,
  messages: readonly StoredMessage[],
  outcomes: readonly DeliveryOutcome[],
): void {
  const now = toSeconds(context.time.correct(context.clock.now()));
  messages.forEach((message, index) => {
    const { alias } = message;
    const outcome = outcomes[index] ?? NO_VERDICT;
    // The answer may just have told that the clock is wrong: then the value lies at the right time, give or take.
    const shift = context.time.shiftOf(message);
    const slack = shift === 0 ? 0 : SAME_TIME_SECONDS;
    const first = message.timestamp + shift;
    const last = forwardsAsWrite(context) ? Math.max(first, now) : first;
    const maybeThere = outcome.kind === 'delivered' || (outcome.kind === 'retry' && outcome.uncertain);
    if (maybeThere) state.ledger.use(alias, first - slack, last + slack);
    if (outcome.kind === 'conflict') state.ledger.use(alias, first, first);
  });
}

async function conclude(
  context: LaneContext,
  state: LaneState,
  messages: readonly StoredMessage[],
  outcomes: readonly DeliveryOutcome[],
): Promise<WriteResult> {
  const left: StoredMessage[] = [];
  const refusals: string[] = [];
  let failure: Extract<DeliveryOutcome, { kind: 'retry' }> | undefined;
  let delivered = 0;
  messages.forEach((message, index) => {
    const outcome = outcomes[index] ?? NO_VERDICT;
    if (outcome.kind === 'delivered') delivered += 1;
    else if (outcome.kind === 'rejected') refusals.push(outcome.reason);
    else left.push(outcome.kind === 'retry' ? { ...message, fate: fateAfter(context, outcome.uncertain) } : message);
    if (outcome.kind === 'retry') failure = outcome;
  });
  if (delivered > 0) {
    context.counters.countDelivered(delivered, 'write');
    publish('gmq:message:delivered', () => ({ client: state.label, messages: delivered, by: 'write' }));
  }
  if (failure === undefined) noteSuccess(context, state);
  else noteFailure(context, state, failure);
  // The lane is marked as failed before this wait: whoever writes meanwhile is queued behind these at once.
  if (left.length > 0) await storeMessages(context, state, left);
  const [refusal] = refusals;
  if (refusal === undefined) return left.length > 0 ? 'queued' : 'delivered';
  throw new GmqError(`The platform refused a write of ${state.label}: ${refusal} It was not queued.`, {
    code: 'GMQ_REJECTED',
  });
}

function fateAfter(context: LaneContext, uncertain: boolean): Fate {
  if (!uncertain) return 'unsent';
  return forwardsAsWrite(context) ? 'maybeWritten' : 'maybeRecorded';
}
