/** What the process that fuzzes is told. */
export interface FuzzOrder {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** What it says, after so many runs, and at each harm. */
export interface FuzzProgress {
  /** The next run; everything before it is done. */
  readonly next: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly harms: readonly { readonly run: number; readonly kind: 'escaped' | 'stuck'; readonly found: string }[];
  readonly maxRssBytes: number;
}
