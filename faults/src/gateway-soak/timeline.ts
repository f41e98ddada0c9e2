/** Time as all of the simulation sees it. It moves only when somebody waits. */
export interface Timeline {
  /** Milliseconds since the beginning. */
  readonly nowMs: number;
  /** Lets something happen; what is due already happens at the next wait. */
  at(atMs: number, act: () => void | Promise<void>): void;
  /** Waits, and lets happen on the way what is due; ends early when the signal aborts. */
  advance(ms: number, signal?: AbortSignal): Promise<void>;
}

interface Due {
  readonly atMs: number;
  readonly act: () => void | Promise<void>;
}

export function createTimeline(): Timeline {
  let nowMs = 0;
  let waiting: Due[] = [];

  function takeNext(untilMs: number): Due | undefined {
    const next = waiting.reduce<Due | undefined>((a, b) => (a === undefined || b.atMs < a.atMs ? b : a), undefined);
    if (next === undefined || next.atMs > untilMs) return undefined;
    waiting = waiting.filter((due) => due !== next);
    return next;
  }

  return {
    get nowMs() {
      return nowMs;
    },
    at(atMs, act) {
      waiting.push({ atMs, act });
    },
    async advance(ms, signal) {
      const untilMs = nowMs + ms;
      const isAborted = (): boolean => signal?.aborted === true;
      for (;;) {
        if (isAborted()) return;
        const next = takeNext(untilMs);
        if (next === undefined) break;
        nowMs = Math.max(nowMs, next.atMs);
        await next.act();
      }
      if (!isAborted()) nowMs = untilMs;
    },
  };
}
