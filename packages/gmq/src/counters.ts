import { publish, type DropReason } from './diagnostics.ts';
import { createRate } from './rates.ts';
import type { StoreChange } from './store.ts';

/** What has happened since the queue started, and the dead letters there are. */
export interface Counters {
  /** Values that the platform has, forwarded at once or from the queue. */
  readonly delivered: number;
  /** Values accepted into the queue. */
  readonly queued: number;
  /** Dead letters there are. */
  readonly deadLetters: number;
  /** Dead letters that gave way to newer ones. */
  readonly deadDropped: number;
  /** Messages that were let go of since the start, by reason. */
  readonly dropped: Readonly<Record<DropReason, number>>;
  /** Messages whose time was put right since the start. */
  readonly retimed: number;
  /** Values taken into the queue per second, over the last minute. */
  queuedPerSecond(): number;
  /** Messages that left the queue per second, over the last minute. */
  sentPerSecond(): number;
  countDropped(messages: number, reason: DropReason): void;
  countRetimed(messages: number): void;
  /** `by`: forwarded at once, or from the queue. */
  countDelivered(values: number, by: 'write' | 'record'): void;
  countQueued(values: number): void;
  /**
   * To be asked before letters are buried. Returns what to commit with them: nothing, or the removal of the oldest.
   */
  planBurial(letters: number): readonly StoreChange[];
  /** The burial is durable. */
  countBuried(letters: number): void;
  /** Dead letters were taken away on purpose. */
  countUnburied(): void;
}

/** What {@link createCounters} needs to know. */
export interface CounterOptions {
  /** Dead letters in the store. */
  readonly countDead: () => number;
  readonly maxDeadLetters: number;
  readonly maxDeadBytes: number;
  /** Milliseconds of a monotonic clock. */
  readonly elapsedMs: () => number;
}

/** Counters that start with the dead letters there are. */
export function createCounters({ countDead, maxDeadLetters, maxDeadBytes, elapsedMs }: CounterOptions): Counters {
  const queuedRate = createRate(elapsedMs);
  const sentRate = createRate(elapsedMs);
  let delivered = 0;
  let queued = 0;
  let deadLetters = countDead();
  let deadDropped = 0;
  let retimed = 0;
  const dropped = { expired: 0, evicted: 0, superseded: 0 };
  return {
    get dropped() {
      return { ...dropped };
    },
    get retimed() {
      return retimed;
    },
    countDropped(messages, reason) {
      dropped[reason] += messages;
    },
    countRetimed(messages) {
      retimed += messages;
    },
    get delivered() {
      return delivered;
    },
    get queued() {
      return queued;
    },
    get deadLetters() {
      return deadLetters;
    },
    get deadDropped() {
      return deadDropped;
    },
    queuedPerSecond: () => queuedRate.perSecond(),
    sentPerSecond: () => sentRate.perSecond(),
    countDelivered(values, by) {
      delivered += values;
      if (by === 'record') sentRate.count(values);
    },
    countQueued(values) {
      queued += values;
      queuedRate.count(values);
    },
    planBurial(letters) {
      return letters > 0 ? [{ kind: 'trimDead', keep: maxDeadLetters, keepBytes: maxDeadBytes }] : [];
    },
    countBuried(letters) {
      const left = countDead();
      const gone = deadLetters + letters - left;
      deadLetters = left;
      if (gone <= 0) return;
      deadDropped += gone;
      publish('gmq:dead:dropped', () => ({ letters: gone }));
    },
    countUnburied() {
      deadLetters = countDead();
    },
  };
}
