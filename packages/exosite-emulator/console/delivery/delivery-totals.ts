import type { DeliveryView, SeriesHealth } from '../../src/console/api.ts';

/** The page in four numbers. */
export interface DeliveryTotals {
  readonly series: number;
  readonly withGaps: number;
  readonly missing: number;
  readonly lateValues: number;
  readonly maxDelaySeconds: number;
}

/** Values that are missing from a series by its rhythm. */
export function missingOf({ gaps }: SeriesHealth): number {
  return gaps.reduce((sum, gap) => sum + gap.missing, 0);
}

/** Sums up a survey. */
export function totalsOf({ series, leftOut }: DeliveryView): DeliveryTotals {
  const late = series.flatMap((entry) => (entry.late === undefined ? [] : [entry.late]));
  return {
    series: series.length + leftOut,
    withGaps: series.filter(({ gaps }) => gaps.length > 0).length,
    missing: series.reduce((sum, entry) => sum + missingOf(entry), 0),
    lateValues: late.reduce((sum, { values }) => sum + values, 0),
    maxDelaySeconds: late.reduce((most, { maxDelaySeconds }) => Math.max(most, maxDelaySeconds), 0),
  };
}
