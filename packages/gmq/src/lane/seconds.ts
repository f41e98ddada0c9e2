import type { SecondsRun } from '../store.ts';

/** Which seconds of which aliases hold a value already. The platform takes one value per alias and second. */
export interface SecondsLedger {
  /** The first second from `second` on that holds no value, as far as is known. */
  nextFree(alias: string, second: number): number;
  /** Notes that the seconds from `first` to `last` hold, or may hold, a value. */
  use(alias: string, first: number, last: number): UsedSeconds;
}

/** What to keep on disk after a use. */
export interface UsedSeconds {
  readonly run: SecondsRun;
  /** The alias that was forgotten to make room, if one was. */
  readonly forgotten?: string;
}

/** Runs remembered per alias: the newest, and a few for clocks that were set and for series recorded afterwards. */
const MAX_RUNS = 4;

/** Aliases remembered per lane. */
export const MAX_LEDGER_ALIASES = 1024;

/** A ledger that starts with what the store remembers. */
export function createSecondsLedger(
  known: readonly SecondsRun[],
  maxAliases: number = MAX_LEDGER_ALIASES,
): SecondsLedger {
  const runsOf = new Map<string, readonly SecondsRun[]>();
  for (const run of known) runsOf.set(run.alias, [run]);

  return {
    nextFree(alias, second) {
      const runs = runsOf.get(alias) ?? [];
      let free = second;
      for (;;) {
        const run = runs.find((used) => used.first <= free && free <= used.last);
        if (run === undefined) return free;
        free = run.last + 1;
      }
    },
    use(alias, first, last) {
      let run: SecondsRun = { alias, first, last };
      const apart: SecondsRun[] = [];
      for (const used of runsOf.get(alias) ?? []) {
        const touches = used.last + 1 >= run.first && run.last + 1 >= used.first;
        if (touches) run = { alias, first: Math.min(used.first, run.first), last: Math.max(used.last, run.last) };
        else apart.push(used);
      }
      // Re-inserted: the map's order is that of the last use.
      runsOf.delete(alias);
      runsOf.set(alias, [...apart, run].slice(-MAX_RUNS));
      const [oldest] = runsOf.keys();
      if (runsOf.size <= maxAliases || oldest === undefined) return { run };
      runsOf.delete(oldest);
      return { run, forgotten: oldest };
    },
  };
}
