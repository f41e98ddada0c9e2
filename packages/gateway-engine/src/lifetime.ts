/** Lets one piece of work run at a time, and can end it from outside. */
export interface Lifetime {
  /**
   * Runs `work` with a signal that aborts with the caller's and at `stop`.
   *
   * @throws TypeError while another work runs
   */
  run<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Ends what runs and waits for its end. Does nothing when nothing runs. */
  readonly stop: () => Promise<void>;
}

export function createLifetime(what: string): Lifetime {
  let running: { readonly controller: AbortController; readonly ended: Promise<unknown> } | undefined;
  return {
    async run(signal, work) {
      if (running !== undefined) throw new TypeError(`${what} is running already`);
      const controller = new AbortController();
      const task = work(signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal]));
      running = { controller, ended: task.catch(() => undefined) };
      try {
        return await task;
      } finally {
        running = undefined;
      }
    },
    async stop() {
      running?.controller.abort(new DOMException(`${what} was stopped`, 'AbortError'));
      await running?.ended;
    },
  };
}
