/** Bounds how many of something run at a time; the rest waits in the order of asking. */
export interface Slots {
  /** Runs the task when there is room. */
  run<T>(task: () => Promise<T>): Promise<T>;
}

/** So many at a time. */
export function createSlots(size: number): Slots {
  let free = size;
  const waiting: (() => void)[] = [];
  return {
    async run(task) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await task();
      } finally {
        // The slot goes straight to the next in line, so nobody can slip in between.
        const next = waiting.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
}
