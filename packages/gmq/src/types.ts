import type { Clock } from './clock.ts';
import type { DropReason } from './diagnostics.ts';
import type { ClientIdentity } from './identity.ts';
import type { WriteResult } from './lane/forward.ts';
import type { LaneStatus } from './lane/lane.ts';
import type { Message, Write } from './message.ts';
import type { BootClock } from './boot.ts';
import type { QueueLimitOptions, QueuePolicies } from './options.ts';
import type { DeadLetter, MessageStore } from './store.ts';
import type { Activation, ReadOutcome, Upstream } from './upstream.ts';

/** Options of {@link createQueue}: the store, the upstream, and bounds that fall back to {@link QUEUE_DEFAULTS}. */
export interface QueueOptions extends QueueLimitOptions, QueuePolicies {
  /** SQLite file of the queue; created with its folder. Not with `store`. */
  readonly path?: string;
  /** A store of another kind, or one that is shared with `createIdentities`. The queue opens and closes it. */
  readonly store?: MessageStore;
  readonly upstream: Upstream;
  readonly clock?: Clock;
  /**
   * This boot of the machine and its monotonic clock, by which wrong times are put right (design 4.6). Default: the
   * machine's own; with a `clock` of your own none, and then times are never corrected.
   */
  readonly bootClock?: BootClock;
  /**
   * What an immediate write is sent as. `write` (default): the platform's time of receipt. `record`: the time of the
   * request, which makes sending it again harmless even if the first attempt went unanswered (design 4.4).
   */
  readonly forward?: 'write' | 'record';
  /** Jitter: a number from 0 to below 1. Default `Math.random`. */
  readonly random?: () => number;
}

/** What waits, and what has happened since the start. */
export interface QueueStats {
  readonly messages: number;
  readonly bytes: number;
  /** Values delivered since the start. */
  readonly delivered: number;
  /** Values taken into the queue since the start. */
  readonly queued: number;
  readonly deadLetters: number;
  /** Dead letters that gave way to newer ones since the start. */
  readonly deadLettersDropped: number;
  /** Messages that were let go of since the start: too old, given way to newer ones, or to others of their second. */
  readonly dropped: Readonly<Record<DropReason, number>>;
  /** Messages whose wrong time was put right since the start (design 4.6). */
  readonly retimed: number;
  /** How long the oldest message of all has waited, in milliseconds; missing if none waits or it cannot be told. */
  readonly oldestMs?: number;
  /** Values per second over the last minute: into the queue, and out of it. */
  readonly rates: { readonly queued: number; readonly delivered: number };
  /** How long until the queue is empty, at these rates, in milliseconds; missing while it does not get shorter. */
  readonly drainedInMs?: number;
  /** What is known of the platform's clock: how far this machine's is ahead of it, in milliseconds. */
  readonly clockIsOffMs?: number;
  readonly clients: readonly LaneStatus[];
}

/** Every asynchronous call takes a signal and rejects with its reason. */
export interface QueueCall {
  readonly signal?: AbortSignal;
}

/** A persistent queue of values for a platform. What it acknowledges survives a power cut and arrives in the end. */
export interface MessageQueue extends AsyncDisposable {
  /** Opens the store and goes on delivering what waits in it. Rejects with `GMQ_STORE_…`. */
  start(): Promise<void>;
  /** Ends what is under way, keeps what is not delivered, closes the store. Idempotent. */
  stop(): Promise<void>;
  /**
   * Resolves when the messages are on disk: after the fsync. Of one client all or none are taken.
   * Rejects with `GMQ_FULL`, `GMQ_TOO_LARGE`, `GMQ_TOO_MANY_CLIENTS`, `GMQ_NOT_RUNNING`, `GMQ_STORE_FAILED`.
   */
  enqueue(messages: Message | readonly Message[], call?: QueueCall): Promise<void>;
  /**
   * Sends values at once, and queues them at the time of the request if that fails (gwe K137). Resolves when the
   * platform has them or the disk has them. Rejects like `enqueue`, and with `GMQ_REJECTED` if the platform refused
   * the values for good (gwe K138); a caller that aborts leaves it open whether the platform has them.
   */
  write(write: Write, call?: QueueCall): Promise<WriteResult>;
  /** The client's CIK, asked for if it is not known yet (gwe K132). Resolves with the reason if there is none. */
  activate(client: ClientIdentity, call?: QueueCall): Promise<Activation>;
  /** Tries every client now; resolves when each one is empty or has failed again. */
  drain(call?: QueueCall): Promise<QueueStats>;
  stats(): QueueStats;
  /** What waits, in the order in which it leaves, client by client; 100 unless told, of all clients unless told. */
  peek(options?: { readonly limit?: number; readonly client?: ClientIdentity }): readonly WaitingMessage[];
  /**
   * All that waits as NDJSON, a line per message, read as it is consumed: a backlog of any size needs little memory.
   * What is delivered meanwhile may or may not be in it.
   */
  export(call?: QueueCall): AsyncIterable<string>;
  /** The newest dead letters first, 100 unless told. */
  deadLetters(options?: { readonly limit?: number }): readonly DeadLetter[];
  /**
   * Puts dead letters back into the queue, at their own times; all of them unless told which. Resolves with how many
   * when that is durable. Rejects like `enqueue`.
   */
  retry(options?: DeadLetterChoice, call?: QueueCall): Promise<number>;
  /** Deletes dead letters, all of them unless told which. Resolves with how many when that is durable. */
  purge(options?: DeadLetterChoice, call?: QueueCall): Promise<number>;
  /** The latest values on the platform (exosite 2.2), now or not at all: nothing of it is queued. */
  read(client: ClientIdentity, aliases: readonly string[], call?: QueueCall): Promise<ReadOutcome>;
  /**
   * Changes bounds, times and policies while it runs; `maxClients`, `maxConcurrentBatches` and what is not named stay.
   * @throws TypeError like `createQueue`; nothing is changed then.
   */
  configure(changes: QueueLimitOptions & QueuePolicies): void;
}

/** A message that waits, as people see it. */
export interface WaitingMessage {
  /** The identity, at most 8 characters of a CIK. */
  readonly client: string;
  readonly id: number;
  readonly alias: string;
  readonly value: Uint8Array;
  /** Epoch seconds at which it is to be recorded, as far as is known. */
  readonly timestamp: number;
  readonly priority: number;
  /** How long it has waited, in milliseconds; missing if that cannot be told. */
  readonly ageMs?: number;
  /** True if an attempt to send it went unanswered. */
  readonly maybeSent: boolean;
}

/** Which dead letters are meant. */
export interface DeadLetterChoice {
  /** Default: all. */
  readonly ids?: readonly number[];
}
