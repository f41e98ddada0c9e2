/** What a benchmark is given to run with. */
export interface BenchContext {
  /** True: seconds instead of minutes, for CI. The figures are then coarse. */
  readonly quick: boolean;
  readonly signal: AbortSignal;
  /** Tells the person who waits what is being measured now. Goes to stderr. */
  progress(line: string): void;
}

/** One line of the table: what was measured, in which unit, in every round. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly samples: readonly number[];
  /** The row that this one is to be read against: the peer or the physical limit of the same run. */
  readonly comparedWith?: string;
}

/** A bound that a metric is held to. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

export interface BenchResult {
  readonly rows: readonly Row[];
  /** Figures by name: ratios with the unit in the name, such as `requestsVsUndici`. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Bounds by the metric's name. */
  readonly targets: Readonly<Record<string, Target>>;
  /** Peers that are missing here and why, misses and their causes, what a figure does not say. */
  readonly notes?: readonly string[];
}

/** Each folder beside this file holds one, exported as `bench` from its `bench.ts`; the folder's name is its name. */
export interface Bench {
  readonly summary: string;
  run(context: BenchContext): Promise<BenchResult>;
}
