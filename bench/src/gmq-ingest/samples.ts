import type { Row } from '../contract.ts';

/** Collects what every round measured, row by row, in the order of the first round. */
export interface Samples {
  add(what: string, unit: string, value: number, comparedWith?: string): void;
  /** What was measured of one row, round by round. */
  of(what: string): readonly number[];
  rows(): readonly Row[];
}

/** Nothing measured yet. */
export function createSamples(): Samples {
  const rows = new Map<string, Row>();
  return {
    add(what, unit, value, comparedWith) {
      const samples = [...(rows.get(what)?.samples ?? []), value];
      rows.set(what, { what, unit, samples, ...(comparedWith === undefined ? {} : { comparedWith }) });
    },
    of: (what) => rows.get(what)?.samples ?? [],
    rows: () => [...rows.values()],
  };
}
