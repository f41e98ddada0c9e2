/** Reads something again, but not more often than every so many milliseconds. */
export interface Reread {
  /** Asks for a read: at once if the last one is long enough ago. */
  request(): void;
  stop(): void;
}

/** A reread that has never read. */
export function createReread(read: () => void, intervalMs: number): Reread {
  let lastMs = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = (): void => {
    timer = undefined;
    lastMs = performance.now();
    read();
  };
  return {
    request() {
      timer ??= setTimeout(run, Math.max(0, lastMs + intervalMs - performance.now()));
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
