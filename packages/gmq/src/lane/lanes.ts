import { resolveBootClock } from '../boot.ts';
import { createBudget } from '../budget.ts';
import { systemClock, toSeconds } from '../clock.ts';
import { createGroupCommit } from '../commit/group-commit.ts';
import { createCounters } from '../counters.ts';
import { GmqError } from '../errors.ts';
import { formatLaneKey, isSameIdentity, type ClientIdentity } from '../identity.ts';
import { createFreeSpace } from '../free-space.ts';
import { resolvePolicies, type QueueLimits } from '../options.ts';
import { createSlots } from '../slots.ts';
import type { MessageStore } from '../store.ts';
import { createTimeKeeper } from '../time/time-keeper.ts';
import type { QueueOptions } from '../types.ts';
import { createLane, type Lane } from './lane.ts';
import type { LaneContext } from './state.ts';

/** The lanes of a running queue. */
export interface Lanes {
  readonly context: LaneContext;
  /** Dead letters on their way back into the queue. */
  readonly reviving: Set<number>;
  /** The lane of a client; a new client gets one. @throws GmqError `GMQ_TOO_MANY_CLIENTS`, `GMQ_STORE_…`. */
  of(client: ClientIdentity): Lane;
  all(): readonly Lane[];
  /** Ends whatever is under way; resolves when all that was acknowledged, or is to be, is durable. */
  end(): Promise<void>;
}

/** Opens a lane for every client with something to deliver in an open store. */
export function openLanes(options: QueueOptions, limits: QueueLimits, store: MessageStore): Lanes {
  const { upstream, clock = systemClock, random = Math.random, forward = 'write' } = options;
  const stop = new AbortController();
  const lanes = new Map<string, Lane>();
  const waiting = new Map(store.totals().map((total) => [total.clientId, total]));
  const clients = store.clients();
  let known = clients.length;
  let lastId = store.lastId();

  const { bootClock, corrects } = resolveBootClock(options);
  const monoMs = (): number => Math.trunc(bootClock.monotonicMs());
  const commits = createGroupCommit({
    commit: (changes) => {
      store.commit(changes);
    },
    ...(store.commitAside && { commitAside: store.commitAside.bind(store) }),
  });
  const time = createTimeKeeper({
    upstream: corrects ? upstream : {},
    known: corrects ? store.anchor() : undefined,
    ...{ commits, clock, monoMs, timeoutMs: limits.deliverTimeoutMs, signal: stop.signal },
  });

  const context: LaneContext = {
    store,
    upstream,
    clock,
    limits,
    random,
    commits,
    time,
    policies: resolvePolicies(options),
    freeSpace: createFreeSpace({ read: () => store.freeBytes(), limits, elapsedMs: monoMs }),
    states: new Set(),
    budget: createBudget(limits),
    slots: createSlots(limits.maxConcurrentBatches),
    counters: createCounters({ limits, countDead: () => store.countDead(), elapsedMs: monoMs }),
    signal: stop.signal,
    nextId: () => (lastId += 1),
    forwardAsWrite: forward === 'write',
    startSecond: clients.length > 0 ? toSeconds(clock.now()) : undefined,
    onRecovered() {
      for (const lane of lanes.values()) if (lane.offline) lane.wake();
    },
  };

  for (const client of clients) {
    const total = waiting.get(client.id);
    if (total === undefined) continue;
    context.budget.add(total.messages, total.bytes);
    lanes.set(formatLaneKey(client.identity), createLane(context, client, total));
  }

  function open(identity: ClientIdentity, key: string): Lane {
    const isNew = !store.clients().some((client) => formatLaneKey(client.identity) === key);
    if (isNew && known >= limits.maxClients) throw tooManyClients(limits.maxClients);
    // A copy: what the caller does to its object later must not change whose lane this is.
    const lane = createLane(context, store.ensureClient({ ...identity }), { messages: 0, bytes: 0 });
    if (isNew) known += 1;
    lanes.set(key, lane);
    return lane;
  }

  // Most gateways have one client, and most writes follow one of the same client: no key is formatted for them.
  let last: Lane | undefined;

  time.listen();
  return {
    context,
    reviving: new Set(),
    of(identity) {
      if (last !== undefined && isSameIdentity(last.state.client.identity, identity)) return last;
      const key = formatLaneKey(identity);
      last = lanes.get(key) ?? open(identity, key);
      return last;
    },
    all: () => [...lanes.values()],
    async end() {
      stop.abort(new GmqError('The queue is stopping.', { code: 'GMQ_NOT_RUNNING' }));
      time.end();
      // Whoever waits for an fsync gets it now; writes under way end, and store what they leave before they do.
      await context.commits.flush();
      await Promise.all([...lanes.values()].map((lane) => lane.ended()));
      await context.commits.flush();
    },
  };
}

function tooManyClients(maxClients: number): GmqError {
  return new GmqError(
    `Another client is refused: ${maxClients} are known already. Raise maxClients if this gateway really has more.`,
    { code: 'GMQ_TOO_MANY_CLIENTS' },
  );
}
