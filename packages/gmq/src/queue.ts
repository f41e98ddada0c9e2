import { waitUnlessAborted } from './abort.ts';
import { resolveBootClock } from './boot.ts';
import { GmqError, toStoreError } from './errors.ts';
import { formatLaneKey } from './identity.ts';
import { openLanes, type Lanes } from './lane/lanes.ts';
import { runWithDeadline } from './lane/deadline.ts';
import { decideForwardDeadline } from './lane/inbox.ts';
import { checkMessage, type Message } from './message.ts';
import { purgeDeadLetters, retryDeadLetters } from './inspect/dead-letters.ts';
import { formatWaiting, peek, readWaiting } from './inspect/messages.ts';
import { resolveLimits, resolvePolicies } from './options.ts';
import { readStats } from './stats.ts';
import { createDiskStore } from './store/disk-store.ts';
import type { MessageStore } from './store.ts';
import type { MessageQueue, QueueOptions, QueueStats } from './types.ts';
import type { ReadOutcome } from './upstream.ts';

const UNREADABLE: ReadOutcome = { kind: 'refused', reason: 'This platform cannot be read from here.' };

/** How long an activation asked for by an application may take, in milliseconds. */
const ACTIVATION_TIMEOUT_MS = 30_000;

/** Creates a queue. Nothing is opened before `start`. @throws TypeError for options that cannot be used. */
export function createQueue(options: QueueOptions): MessageQueue {
  const limits = resolveLimits(options);
  resolvePolicies(options);
  const { upstream } = options;
  const store = resolveStore(options);
  let running: Lanes | undefined;
  let starting: Promise<void> | undefined;
  let stopping: Promise<void> | undefined;

  function requireRunning(): Lanes {
    if (running !== undefined && stopping === undefined) return running;
    throw new GmqError('The queue is not running: start it first, or send again after its restart.', {
      code: 'GMQ_NOT_RUNNING',
    });
  }

  async function open(isSecondTry = false): Promise<void> {
    await store.open();
    try {
      running = openLanes(options, limits, store);
    } catch (error) {
      store.close();
      const failure = toStoreError(error, 'Reading the queue');
      if (failure.code !== 'GMQ_STORE_DAMAGED' || isSecondTry) throw failure;
      // Damage where opening did not look: it is known now, and opening the file again salvages what can be read.
      await open(true);
    }
  }

  async function close(): Promise<void> {
    await starting?.catch(() => undefined);
    if (running === undefined) return;
    await running.end();
    await upstream.stop?.();
    store.close();
  }

  const stats = (): QueueStats => readStats(requireRunning());
  const stop = (): Promise<void> => (stopping ??= close());
  return {
    start() {
      if (stopping !== undefined) return Promise.reject(new TypeError('A stopped queue cannot be started again.'));
      starting ??= open().catch((error: unknown) => {
        starting = undefined;
        throw error;
      });
      return starting;
    },
    stop,
    async enqueue(messages, { signal } = {}) {
      const lanes = requireRunning();
      signal?.throwIfAborted();
      if (!isList(messages)) {
        checkMessage(messages, limits);
        await lanes.of(messages.client).enqueue([messages], signal);
        return;
      }
      for (const message of messages) checkMessage(message, limits);
      const parts = [...Map.groupBy(messages, (message) => formatLaneKey(message.client)).values()];
      const entries = parts.flatMap((part) => part.slice(0, 1).map(({ client }) => ({ part, lane: lanes.of(client) })));
      await Promise.all(entries.map(({ part, lane }) => lane.enqueue(part, signal)));
    },
    async write({ client, values }, { signal } = {}) {
      const lanes = requireRunning();
      signal?.throwIfAborted();
      if (values.length === 0) throw new TypeError('A write needs at least one value; this one has none.');
      const incoming = values.map(([alias, value]) => ({ alias, value }));
      for (const one of incoming) checkMessage({ client, ...one }, limits);
      return await lanes.of(client).write(incoming, signal);
    },
    async activate(client, { signal } = {}) {
      const { context } = requireRunning();
      if (upstream.activate === undefined) {
        return { kind: 'failed', reason: 'This platform issues no credentials.' };
      }
      const ends = signal === undefined ? context.signal : AbortSignal.any([context.signal, signal]);
      return await upstream.activate(client, { signal: ends, timeoutMs: ACTIVATION_TIMEOUT_MS });
    },
    async drain({ signal } = {}) {
      const lanes = requireRunning().all();
      signal?.throwIfAborted();
      for (const lane of lanes) lane.wake();
      await waitUnlessAborted(Promise.all(lanes.map((lane) => lane.resting())), signal);
      return stats();
    },
    stats,
    deadLetters({ limit = 100 } = {}) {
      requireRunning();
      return store.deadLetters(limit);
    },
    peek({ limit = 100, client } = {}) {
      return peek(requireRunning(), limit, client);
    },
    async *export({ signal } = {}) {
      for (const message of readWaiting(requireRunning())) {
        signal?.throwIfAborted();
        // Between two pages the queue may have stopped.
        requireRunning();
        yield await Promise.resolve(formatWaiting(message));
      }
    },
    retry: (choice, call) => retryDeadLetters(requireRunning(), choice, call?.signal),
    purge: (choice, call) => purgeDeadLetters(requireRunning(), choice, call?.signal),
    async read(client, aliases, { signal } = {}) {
      const { context } = requireRunning();
      const ends = signal === undefined ? context.signal : AbortSignal.any([context.signal, signal]);
      const timeoutMs = limits.forwardTimeoutMs;
      try {
        return (
          (await runWithDeadline(context.clock, decideForwardDeadline(limits), ends, async (bounded) =>
            upstream.read?.(client, aliases, { signal: bounded, timeoutMs }),
          )) ?? UNREADABLE
        );
      } catch (error) {
        signal?.throwIfAborted();
        return { kind: 'offline', reason: error instanceof Error ? error.message : String(error) };
      }
    },
    configure(changed) {
      const { policies } = requireRunning().context;
      const { maxClients, maxConcurrentBatches } = limits;
      const changedLimits = resolveLimits({ ...limits, ...changed, maxClients, maxConcurrentBatches });
      Object.assign(policies, resolvePolicies({ ...policies, ...changed }));
      Object.assign(limits, changedLimits);
    },
    [Symbol.asyncDispose]: stop,
  };
}

function resolveStore({ path, store, ...given }: QueueOptions): MessageStore {
  if (store !== undefined && path === undefined) return store;
  if (path !== undefined && store === undefined)
    return createDiskStore({ path, bootId: resolveBootClock(given).bootClock.id });
  throw new TypeError('createQueue needs either a path or a store.');
}

function isList(messages: Message | readonly Message[]): messages is readonly Message[] {
  return Array.isArray(messages);
}
