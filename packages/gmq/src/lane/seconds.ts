import type { SecondsRun } from '../store.ts';

/** Which seconds of which aliases hold a value already. The platform takes one value per alias and second. */
export interface SecondsLedger {
  /** The first second from `second` on that holds no value, as far as is known. */
  nextFree(alias: string, second: number): number;
  /** What the newest run would be if these seconds were used too. */
  preview(alias: string, first: number, last: number): SecondsRun;
  /** Notes that the seconds from `first` to `last` hold, or may hold, a value. */
  use(alias: string, first: number, last: number): void;
  /** True if there is anything that the disk does not know yet. */
  hasUnsaved(): boolean;
  /** What the disk does not know yet about these aliases, or about all; from now on it counts as known. */
  takeUnsaved(aliases?: Iterable<string>): readonly SecondsRun[];
  /** The commit of what was taken has failed. */
  putBack(runs: readonly SecondsRun[]): void;
  /** The aliases that were forgotten to make room since this was last asked. */
  takeForgotten(): readonly string[];
}

/** Runs remembered per alias: the newest, and a few for clocks that were set and for series recorded afterwards. */
const MAX_RUNS = 4;

/** Aliases remembered per lane. */
const MAX_LEDGER_ALIASES = 1024;

/** A ledger that starts with what the store remembers. */
export function createSecondsLedger(
  known: readonly SecondsRun[],
  options: { readonly maxAliases?: number } = {},
): SecondsLedger {
  const { maxAliases = MAX_LEDGER_ALIASES } = options;
  const runsOf = new Map<string, readonly SecondsRun[]>();
  const unsaved = new Set<string>();
  let forgotten: string[] = [];
  for (const run of known) runsOf.set(run.alias, [run]);

  function forgetOldest(): void {
    const [oldest] = runsOf.keys();
    if (runsOf.size <= maxAliases || oldest === undefined) return;
    runsOf.delete(oldest);
    unsaved.delete(oldest);
    forgotten.push(oldest);
  }

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
    preview: (alias, first, last) => join(runsOf.get(alias) ?? [], { alias, first, last }).run,
    use(alias, first, last) {
      const { run, apart } = join(runsOf.get(alias) ?? [], { alias, first, last });
      // Re-inserted: the map's order is that of the last use.
      runsOf.delete(alias);
      runsOf.set(alias, [...apart, run].slice(-MAX_RUNS));
      unsaved.add(alias);
      forgetOldest();
    },
    hasUnsaved: () => unsaved.size > 0,
    takeUnsaved(aliases = [...unsaved]) {
      const runs: SecondsRun[] = [];
      for (const alias of new Set(aliases)) {
        const newest = runsOf.get(alias)?.at(-1);
        if (unsaved.delete(alias) && newest !== undefined) runs.push(newest);
      }
      return runs;
    },
    putBack(runs) {
      for (const { alias } of runs) unsaved.add(alias);
    },
    takeForgotten() {
      const taken = forgotten;
      forgotten = [];
      return taken;
    },
  };
}

/** Joins a run with those that it touches; the others stay apart. */
function join(known: readonly SecondsRun[], added: SecondsRun): { run: SecondsRun; apart: readonly SecondsRun[] } {
  let run = added;
  const apart: SecondsRun[] = [];
  for (const used of known) {
    const touches = used.last + 1 >= run.first && run.last + 1 >= used.first;
    if (touches) run = { ...run, first: Math.min(used.first, run.first), last: Math.max(used.last, run.last) };
    else apart.push(used);
  }
  return { run, apart };
}
