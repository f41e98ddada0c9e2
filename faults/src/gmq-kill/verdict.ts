/** One value of a platform's series. */
export interface SeriesPoint {
  readonly timestamp: number;
  readonly text: string;
}

/** What a comparison found. */
export interface Verdict {
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
}

/** Every value that was acknowledged has to be in the series, and none twice. Values are unique within an alias. */
export function compareSeries(acknowledged: readonly string[], series: readonly SeriesPoint[]): Verdict {
  const times = new Map<string, number>();
  for (const { text } of series) times.set(text, (times.get(text) ?? 0) + 1);
  return {
    lost: acknowledged.filter((value) => !times.has(value)),
    duplicated: [...times].filter(([, count]) => count > 1).map(([value]) => value),
  };
}
