/** A stretch of time, in epoch seconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** No closer than this. */
const MIN_SECONDS = 2;

/** The range made smaller (`factor` below 1) or larger around its middle, within `whole`. */
export function zoomed(range: TimeRange, whole: TimeRange, factor: number): TimeRange {
  const middle = (range.from + range.to) / 2;
  const half = Math.max(MIN_SECONDS, (range.to - range.from) * factor) / 2;
  return clamped({ from: middle - half, to: middle + half }, whole);
}

/** The range moved by a share of its width, within `whole`. */
export function panned(range: TimeRange, whole: TimeRange, share: number): TimeRange {
  const step = (range.to - range.from) * share;
  return clamped({ from: range.from + step, to: range.to + step }, whole);
}

/** The last so many seconds of `whole`. */
export function latest(whole: TimeRange, seconds: number): TimeRange {
  return { from: Math.max(whole.from, whole.to - seconds), to: whole.to };
}

function clamped(range: TimeRange, whole: TimeRange): TimeRange {
  const width = Math.min(range.to - range.from, whole.to - whole.from);
  const from = Math.min(Math.max(range.from, whole.from), whole.to - width);
  return { from, to: from + width };
}
