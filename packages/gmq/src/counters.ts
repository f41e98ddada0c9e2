import { publish } from './diagnostics.ts';
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
  countDelivered(values: number): void;
  countQueued(values: number): void;
  /**
   * To be asked before letters are buried. Returns what to commit with them: nothing, or the removal of the oldest.
   */
  planBurial(letters: number): readonly StoreChange[];
  /** The burial is durable. */
  countBuried(letters: number): void;
}

/** What {@link createCounters} needs to know. */
export interface CounterOptions {
  /** Dead letters in the store. */
  readonly countDead: () => number;
  readonly maxDeadLetters: number;
  readonly maxDeadBytes: number;
}

/** Counters that start with the dead letters there are. */
export function createCounters({ countDead, maxDeadLetters, maxDeadBytes }: CounterOptions): Counters {
  let delivered = 0;
  let queued = 0;
  let deadLetters = countDead();
  let deadDropped = 0;
  return {
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
    countDelivered(values) {
      delivered += values;
    },
    countQueued(values) {
      queued += values;
    },
    planBurial(letters) {
      return letters > 0 ? [{ kind: 'trimDead', keep: maxDeadLetters, keepBytes: maxDeadBytes }] : [];
    },
    countBuried(letters) {
      const left = countDead();
      const dropped = deadLetters + letters - left;
      deadLetters = left;
      if (dropped <= 0) return;
      deadDropped += dropped;
      publish('gmq:dead:dropped', () => ({ letters: dropped }));
    },
  };
}
