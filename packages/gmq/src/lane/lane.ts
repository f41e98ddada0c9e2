import { formatClient } from '../identity.ts';
import type { DeadLetter, StoreChange, StoredClient } from '../store.ts';
import { drainOnce } from './drain.ts';
import { forwardWrite, mayForward, type WriteResult } from './forward.ts';
import { createStoredMessage, storeMessages, type Incoming } from './inbox.ts';
import { createLaneState, noteFailure, type LaneContext, type LaneState } from './state.ts';

/** What a lane looks like to people. */
export interface LaneStatus {
  /** The identity, at most 8 characters of a CIK. */
  readonly client: string;
  readonly messages: number;
  readonly bytes: number;
  readonly state: 'idle' | 'sending' | 'waiting';
  /** Epoch milliseconds of the next attempt, while it waits after a failure. */
  readonly retryAt?: number;
  readonly lastError?: string;
}

/** Everything of one client: its values go out in the order in which they came, whatever other clients do. */
export interface Lane {
  readonly state: Readonly<LaneState>;
  /** Resolves when the values are durable. */
  enqueue(incoming: readonly Incoming[], signal: AbortSignal | undefined): Promise<void>;
  /** Takes dead letters back into the queue; they are dead letters no more when it resolves. */
  revive(letters: readonly DeadLetter[], signal: AbortSignal | undefined): Promise<void>;
  /** Forwards at once where that is possible, else queues. */
  write(incoming: readonly Incoming[], signal: AbortSignal | undefined): Promise<WriteResult>;
  /** Makes a waiting lane try now. */
  wake(): void;
  /** True if it waits because nothing could be reached. */
  readonly offline: boolean;
  /** Resolves when the lane is empty, or waits after a failure. */
  resting(): Promise<void>;
  /** Resolves when nothing of it is under way; after the queue's signal has aborted. */
  ended(): Promise<void>;
  status(): LaneStatus;
}

/** The lane of a stored client. It drains by itself whenever there is something to drain. */
export function createLane(
  context: LaneContext,
  client: StoredClient,
  waiting: { readonly messages: number; readonly bytes: number },
): Lane {
  const { clock, limits, signal: stopped } = context;
  const state = createLaneState(context, client, formatClient(client.identity), waiting);
  let loop: Promise<void> | undefined;
  let dueAt = 0;
  let rest = new AbortController();
  const forwards = new Set<Promise<unknown>>();
  const onRest: (() => void)[] = [];

  const announceRest = (): void => {
    for (const resolve of onRest.splice(0)) resolve();
  };
  const now = (): number => context.time.monoMs();
  const isResting = (): boolean => loop === undefined || (!state.sending && now() < state.retryAt);

  /** Sleeps until the time has come, or until somebody wakes the lane. */
  async function restUntil(timeMs: number): Promise<void> {
    rest = new AbortController();
    const signal = AbortSignal.any([stopped, rest.signal]);
    if (now() < state.retryAt) announceRest();
    await clock.sleep(timeMs - now(), { signal }).catch(() => undefined);
  }

  async function drain(): Promise<void> {
    while (!stopped.aborted && state.durable > 0) {
      const notBefore = Math.max(state.retryAt, dueAt);
      if (forwards.size > 0) await Promise.allSettled(forwards);
      else if (now() < notBefore) await restUntil(notBefore);
      else await context.slots.run(drainStep);
    }
  }

  async function drainStep(): Promise<void> {
    // While it waited for a slot, a stop may have come, or a write that goes first.
    if (stopped.aborted || forwards.size > 0) return;
    const { arrived } = state;
    state.sending = true;
    try {
      await drainOnce(context, state);
    } catch (error) {
      noteFailure(context, state, { reason: error instanceof Error ? error.message : String(error) });
    } finally {
      state.sending = false;
      // What was there before has been collected; what came meanwhile has not.
      const isLeftOver = state.durable > state.arrived - arrived;
      dueAt = isLeftOver ? 0 : decideDue();
    }
  }

  /** A full batch need not be collected any longer. */
  function decideDue(): number {
    return state.durable >= limits.maxBatchRecords ? 0 : now() + limits.recordPeriodMs;
  }

  function kick(firstDueAt = decideDue()): void {
    if (loop !== undefined || stopped.aborted || state.durable === 0) return;
    dueAt = firstDueAt;
    loop = drain().finally(() => {
      loop = undefined;
      announceRest();
      // Something may have come in between the last look and now.
      kick();
    });
  }

  async function store(incoming: readonly Incoming[], at: number, signal: AbortSignal | undefined): Promise<void> {
    const messages = incoming.map((one) => createStoredMessage(context, state, one, at));
    await storeMessages(context, state, messages, signal);
    kick();
  }

  async function revive(letters: readonly DeadLetter[], signal: AbortSignal | undefined): Promise<void> {
    const messages = letters.map((letter) => createStoredMessage(context, state, letter, clock.now()));
    const removals = letters.map(({ id }): StoreChange => ({ kind: 'removeDead', id }));
    await context.counters.unbury(letters.length, () => storeMessages(context, state, messages, signal, removals));
    kick();
  }

  async function forward(
    incoming: readonly Incoming[],
    at: number,
    signal: AbortSignal | undefined,
  ): Promise<WriteResult> {
    const values = incoming.map(({ alias, value }) => [alias, value] as const);
    const forwarding = forwardWrite(context, state, values, at, signal);
    forwards.add(forwarding);
    try {
      return await forwarding;
    } finally {
      forwards.delete(forwarding);
      kick();
    }
  }

  // What an earlier run has left has been collected long enough.
  kick(0);
  return {
    state,
    revive,
    enqueue: (incoming, signal) => store(incoming, clock.now(), signal),
    async write(incoming, signal) {
      const at = clock.now();
      const values = incoming.map(({ alias, value }) => [alias, value] as const);
      if (mayForward(context, state, values, at)) return await forward(incoming, at, signal);
      await store(incoming, at, signal);
      return 'queued';
    },
    wake() {
      state.retryAt = 0;
      dueAt = 0;
      rest.abort();
    },
    get offline() {
      return state.offline;
    },
    async resting() {
      if (!isResting()) await new Promise<void>((resolve) => onRest.push(resolve));
    },
    async ended() {
      await Promise.allSettled([...forwards, loop]);
    },
    status() {
      const waitsMs = state.retryAt - now();
      const idle = state.durable + state.entering === 0 && state.forwarding.size === 0;
      return {
        client: state.label,
        messages: state.durable + state.entering,
        bytes: state.bytes,
        state: waitsMs > 0 ? 'waiting' : idle ? 'idle' : 'sending',
        ...(waitsMs > 0 ? { retryAt: clock.now() + waitsMs } : {}),
        ...(state.lastError === undefined ? {} : { lastError: state.lastError }),
      };
    },
  };
}
