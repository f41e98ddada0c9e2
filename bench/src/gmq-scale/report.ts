/** What a process that fills a queue sees once it is full. */
export interface FillReport {
  /** By 64 producers. */
  readonly enqueuedPerSecond: number;
  readonly loopDelayP99Ms: number;
  /** The file after a stop, for values of 50 bytes. */
  readonly diskBytesPerRecord: number;
}

/** What a process sees that starts with a full queue. */
export interface OpenReport {
  /** How long `start` takes. */
  readonly openMs: number;
  /** Of the process, after `start`. */
  readonly rssMiB: number;
  /** To a platform that answers at once. */
  readonly drainedPerSecond: number;
}

/** What a queue does at one backlog. */
export type ScaleReport = FillReport & OpenReport;
