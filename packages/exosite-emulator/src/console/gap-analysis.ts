import type { Gap } from './api.ts';

/** Fewer steps show no rhythm. */
const MIN_STEPS = 4;
/** A step this many times the usual one is a gap. */
const GAP_FACTOR = 2.5;
/** A step is in rhythm if it is off by no more than this share. */
const TOLERANCE = 0.5;
/** How many of the newest gaps are told. */
const MAX_GAPS = 20;

/** The rhythm of a series and where it was broken. */
export interface GapAnalysis {
  readonly rhythmSeconds?: number;
  /** Newest first. */
  readonly gaps: readonly Gap[];
}

/**
 * Finds the gaps of ascending timestamps. The usual step is the median; a series in which fewer than half of the steps
 * are near it (events, commands) has no rhythm and therefore no gaps.
 */
export function analyseGaps(timestamps: readonly number[]): GapAnalysis {
  const steps = timestamps.slice(1).map((timestamp, index) => timestamp - (timestamps[index] ?? timestamp));
  const usual = steps.toSorted((left, right) => left - right)[Math.floor(steps.length / 2)] ?? 0;
  if (steps.length < MIN_STEPS || usual <= 0) return { gaps: [] };
  const regular = steps.filter((step) => Math.abs(step - usual) <= Math.max(1, usual * TOLERANCE));
  if (regular.length * 2 < steps.length) return { gaps: [] };
  const gaps: Gap[] = [];
  for (const [index, step] of steps.entries()) {
    const from = timestamps[index] ?? 0;
    if (step > Math.max(usual * GAP_FACTOR, usual + 1)) {
      gaps.push({ from, to: from + step, missing: Math.max(1, Math.round(step / usual) - 1) });
    }
  }
  return { rhythmSeconds: usual, gaps: gaps.reverse().slice(0, MAX_GAPS) };
}
