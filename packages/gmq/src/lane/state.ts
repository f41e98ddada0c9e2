import type { Budget } from '../budget.ts';
import type { Clock } from '../clock.ts';
import type { GroupCommit } from '../commit/group-commit.ts';
import type { FreeSpace } from '../free-space.ts';
import type { QueueLimits, QueuePolicies } from '../options.ts';
import type { Slots } from '../slots.ts';
import type { MessageStore, StoredClient, StoredMessage } from '../store.ts';
import type { Upstream } from '../upstream.ts';
import type { Counters } from '../counters.ts';
import { publish, type DropReason } from '../diagnostics.ts';
import { sizeOfMessage } from '../message.ts';
import type { TimeKeeper } from '../time/time-keeper.ts';
import { decideBackoff } from './backoff.ts';
import { createSecondsLedger, type SecondsLedger } from './seconds.ts';

/** What every lane of a queue shares. */
export interface LaneContext {
  readonly store: MessageStore;
  readonly commits: GroupCommit;
  readonly upstream: Upstream;
  readonly clock: Clock;
  readonly limits: QueueLimits;
  readonly budget: Budget;
  readonly slots: Slots;
  readonly counters: Counters;
  /** Aborts when the queue stops. */
  readonly signal: AbortSignal;
  /** Hands out message ids in the order of the requests. */
  readonly nextId: () => number;
  readonly time: TimeKeeper;
  readonly policies: Required<QueuePolicies>;
  readonly freeSpace: FreeSpace;
  /** Of every lane. */
  readonly states: Set<LaneState>;
  /** A number from 0 to below 1. */
  readonly random: () => number;
  /** False forwards immediate writes as records at the time of the request. */
  readonly forwardAsWrite: boolean;
  /** The second of the start, if there was a run before: what that one forwarded in it is not known any more. */
  readonly startSecond: number | undefined;
  /** Called when a lane gets through after failures: others may have waited for the same network. */
  readonly onRecovered: () => void;
}

/** The mutable state of one client's lane. */
export interface LaneState {
  readonly client: StoredClient;
  /** How the client is shown to people. */
  readonly label: string;
  readonly ledger: SecondsLedger;
  /** Messages in the store. */
  durable: number;
  /** Messages that have come into the store since the start. */
  arrived: number;
  /** Messages on their way into the store. */
  entering: number;
  /** Bytes of both. */
  bytes: number;
  /** Aliases with an immediate write under way, and the second of its request. Nothing is drained meanwhile. */
  readonly forwarding: Map<string, number>;
  /** True while a batch is under way. */
  sending: boolean;
  /** The ids in it: they must not be evicted. */
  inFlight: { readonly firstId: number; readonly lastId: number } | undefined;
  /** Ids that a commit on its way evicts: they must not be sent. */
  readonly leaving: Set<number>;
  /** The newest id that was chosen to be evicted. */
  evictedUpTo: number;
  /** Aliases of what waits; undefined where they are not known, as after a restart. */
  waitingAliases: Set<string> | undefined;
  /** Failures in a row. */
  failures: number;
  /** No attempt before this time, in milliseconds of the monotonic clock: a clock that is set must not stop a lane. */
  retryAt: number;
  /** True if the last failure was that nothing could be reached. */
  offline: boolean;
  lastError: string | undefined;
}

/** The state of a lane as the store knows it. */
export function createLaneState(
  context: LaneContext,
  client: StoredClient,
  label: string,
  waiting: { readonly messages: number; readonly bytes: number },
): LaneState {
  const state: LaneState = {
    client,
    label,
    ledger: createSecondsLedger(context.store.seconds(client.id)),
    durable: waiting.messages,
    arrived: 0,
    entering: 0,
    bytes: waiting.bytes,
    forwarding: new Map(),
    sending: false,
    inFlight: undefined,
    leaving: new Set(),
    evictedUpTo: -Infinity,
    waitingAliases: waiting.messages === 0 ? new Set() : undefined,
    failures: 0,
    retryAt: 0,
    offline: false,
    lastError: undefined,
  };
  context.states.add(state);
  return state;
}

/** Takes messages out of what is counted as waiting: they are gone from the store. */
export function letGo(context: LaneContext, state: LaneState, messages: readonly StoredMessage[]): void {
  const bytes = messages.reduce((sum, message) => sum + sizeOfMessage(message.alias, message.value), 0);
  state.durable -= messages.length;
  state.bytes -= bytes;
  context.budget.release(messages.length, bytes);
  if (state.durable + state.entering === 0) state.waitingAliases = new Set();
}

/** Notes that messages were let go of without being delivered, as the options say. */
export function noteDropped(context: LaneContext, state: LaneState, messages: number, reason: DropReason): void {
  if (messages === 0) return;
  context.counters.countDropped(messages, reason);
  publish('gmq:message:dropped', () => ({ client: state.label, messages, reason }));
}

/** Notes a failure, decides how long the lane waits, and tells who listens. */
export function noteFailure(
  context: LaneContext,
  state: LaneState,
  failure: { readonly reason: string; readonly afterMs?: number; readonly offline?: boolean },
): void {
  state.failures += 1;
  state.offline = failure.offline === true;
  state.lastError = failure.reason;
  const retryInMs = decideBackoff(state.failures, context.limits, context.random(), failure.afterMs);
  state.retryAt = context.time.monoMs() + retryInMs;
  const { label: client, durable: messages } = state;
  publish('gmq:lane:failed', () => ({ client, reason: failure.reason, retryInMs, messages }));
}

/** Notes that the platform has been reached for this client. */
export function noteSuccess(context: LaneContext, state: LaneState): void {
  const recovered = state.failures > 0;
  state.failures = 0;
  state.retryAt = 0;
  state.offline = false;
  state.lastError = undefined;
  if (recovered) context.onRecovered();
}
