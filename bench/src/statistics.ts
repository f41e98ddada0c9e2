/** The middle of the samples; the mean of the two middle ones when their count is even. 0 of none. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The smallest sample that is not below the share `p` (0 to 1) of all samples. 0 of none. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? 0;
}

/** Ratios of samples that were taken in the same round: the median of them is steadier than a ratio of medians. */
export function ratios(of: readonly number[], against: readonly number[]): readonly number[] {
  return of.slice(0, against.length).map((value, round) => value / (against[round] ?? Number.NaN));
}
