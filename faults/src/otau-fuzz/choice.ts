/** Choices that a seed repeats. */
export interface Choice {
  /** From 0 to 1. */
  number(): number;
  /** From 0 to below `end`. */
  below(end: number): number;
  /** True in so many of all cases (0 to 1). */
  chance(share: number): boolean;
  of<T>(values: readonly [T, ...T[]]): T;
}

export function createChoice(random: () => number): Choice {
  const below = (end: number) => Math.floor(random() * end);
  return {
    number: random,
    below,
    chance: (share) => random() < share,
    of: (values) => values[below(values.length)] ?? values[0],
  };
}
