/** Runs tasks one after another, in the order in which they came. */
export interface Turns {
  /** Waits for its turn, then runs `task`. A task that fails does not stop the ones behind it. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** A fresh queue of turns. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    async run(task, signal) {
      signal?.throwIfAborted();
      const previous = last;
      const own = (async () => {
        await previous;
        // A caller that has given up while it waited must not act any more.
        signal?.throwIfAborted();
        return task();
      })();
      last = own.catch(() => undefined);
      return own;
    },
  };
}
