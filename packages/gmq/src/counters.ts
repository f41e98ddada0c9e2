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
  /** Takes dead letters away on purpose, with the commit that does so. */
  unbury(letters: number, commit: () => Promise<void>): Promise<void>;
}

/** What {@link createCounters} needs to know. */
export interface CounterOptions {
  /** Dead letters in the store. */
  readonly countDead: () => number;
  /** Read anew each time: they may be configured while the queue runs. */
  readonly limits: { readonly maxDeadLetters: number; readonly maxDeadBytes: number };
  /** Milliseconds of a monotonic clock. */
  readonly elapsedMs: () => number;
}

/** Counters that start with the dead letters there are. */
export function createCounters({ countDead, limits, elapsedMs }: CounterOptions): Counters {
  const queuedRate = createRate(elapsedMs);
  const sentRate = createRate(elapsedMs);
  let delivered = 0;
  let queued = 0;
  let deadLetters = countDead();
  let accounted = deadLetters;
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
      return letters > 0 ? [{ kind: 'trimDead', keep: limits.maxDeadLetters, keepBytes: limits.maxDeadBytes }] : [];
    },
    countBuried(letters) {
      if (letters === 0) return;
      deadLetters = countDead();
      accounted += letters;
      // More than are accounted for: another lane's burial is durable already and will be counted in a moment.
      const gone = accounted - deadLetters;
      if (gone <= 0) return;
      accounted -= gone;
      deadDropped += gone;
      publish('gmq:dead:dropped', () => ({ letters: gone }));
    },
    async unbury(letters, commit) {
      // Before the commit: a burial that is counted in the middle of it must not take these for letters that gave way.
      accounted -= letters;
      try {
        await commit();
      } catch (error) {
        accounted += letters;
        throw error;
      }
      deadLetters = countDead();
    },
  };
}
