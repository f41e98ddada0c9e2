import type { LiveValue, SeriesView, ValueView } from '../../src/console/api.ts';
import { analyseGaps } from '../../src/console/gap-analysis.ts';
import { parseNumber } from '../format/number.ts';

/** More points than this are dropped from the front: what the server sends at most. */
const MAX_POINTS = 10_000;

/** The series with new values in the order of their time; a value of the same second replaces the earlier one. */
export function withLiveValues(
  series: SeriesView,
  values: readonly Pick<LiveValue, 'timestamp' | 'text'>[],
): SeriesView {
  if (values.length === 0) return series;
  const points = [...series.points];
  for (const { timestamp, text } of values) insert(points, { timestamp, text });
  const dropped = Math.max(0, points.length - MAX_POINTS);
  return { points: points.slice(dropped), isCut: series.isCut || dropped > 0 };
}

function insert(points: ValueView[], value: ValueView): void {
  // Nearly always at the end; a record of the past goes where its time is.
  let index = points.length;
  while (index > 0 && (points[index - 1]?.timestamp ?? 0) > value.timestamp) index -= 1;
  const isSameSecond = points[index - 1]?.timestamp === value.timestamp;
  points.splice(isSameSecond ? index - 1 : index, isSameSecond ? 1 : 0, value);
}

/** Times and numbers for a chart; undefined if most values are no numbers. */
export function chartColumns(
  points: readonly ValueView[],
): { readonly times: number[]; readonly numbers: (number | null)[] } | undefined {
  const numbers = points.map(({ text }) => parseNumber(text) ?? null);
  const count = numbers.filter((number) => number !== null).length;
  if (count === 0 || count * 2 < points.length) return undefined;
  return withBreaks(
    points.map(({ timestamp }) => timestamp),
    numbers,
  );
}

/** The columns with an empty place in the middle of each gap: a line across it would claim values that never were. */
function withBreaks(times: number[], numbers: (number | null)[]): { times: number[]; numbers: (number | null)[] } {
  const gaps = new Map(analyseGaps(times).gaps.map(({ from, to }) => [from, (from + to) / 2]));
  if (gaps.size === 0) return { times, numbers };
  const broken: { times: number[]; numbers: (number | null)[] } = { times: [], numbers: [] };
  for (const [index, time] of times.entries()) {
    broken.times.push(time);
    broken.numbers.push(numbers[index] ?? null);
    const middle = gaps.get(time);
    if (middle !== undefined) {
      broken.times.push(middle);
      broken.numbers.push(null);
    }
  }
  return broken;
}

/** What a chart says, for those who do not see it. */
export interface ChartSummary {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly last: number;
}

/** Sums up the numbers within inclusive bounds; undefined if there are none. */
export function summarise(
  { times, numbers }: { readonly times: readonly number[]; readonly numbers: readonly (number | null)[] },
  bounds?: { readonly from: number; readonly to: number },
): ChartSummary | undefined {
  const inside = numbers.filter((number, index): number is number => {
    const time = times[index] ?? 0;
    return number !== null && (bounds === undefined || (time >= bounds.from && time <= bounds.to));
  });
  const last = inside.at(-1);
  if (last === undefined) return undefined;
  let [min, max, sum] = [Infinity, -Infinity, 0];
  for (const number of inside) {
    min = Math.min(min, number);
    max = Math.max(max, number);
    sum += number;
  }
  return { count: inside.length, min, max, mean: sum / inside.length, last };
}
