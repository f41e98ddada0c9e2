/** One row of `usage_report`: bytes of all requests, of the largest one, and how many there were (gwe D59). */
export interface SourceUsage {
  readonly tot_rx: number;
  readonly max_rx: number;
  readonly tot_tx: number;
  readonly max_tx: number;
  readonly num: number;
}

/** The usage of one interface: groups of sources, and beside them the source that took the most bytes. */
export interface InterfaceUsage {
  readonly top_consumer: string;
  readonly [group: string]: string | Readonly<Record<string, SourceUsage>>;
}

/** The shape of the alias `usage_report`: interface, group, source (gwe D59). */
export type UsageReport = Readonly<Record<string, InterfaceUsage>>;

/** All requests of one source in one group over one interface. */
export interface UsageTotal extends SourceUsage {
  readonly interface: string;
  readonly group: string;
  readonly source: string;
}

/**
 * The cloud side walks into `top_consumer` as if it were a group: its keys are then the places of its letters, and
 * keys of up to two digits are passed over (gwe D59). So it has 100 letters at most.
 */
const MAX_TOP_CONSUMER_LENGTH = 100;
/** What is too small to be listed on its own. */
const OTHERS = 'other';

/** Builds the report. Of each group the `maxSources` largest sources stand in it; the rest is added up as `other`. */
export function formatUsageReport(totals: readonly UsageTotal[], maxSources: number): UsageReport {
  const report: Record<string, InterfaceUsage> = {};
  const byInterface = Map.groupBy(totals, (total) => total.interface);
  for (const [name, ofInterface] of byInterface) {
    const [top] = ofInterface.toSorted(byBytes);
    const groups: Record<string, Readonly<Record<string, SourceUsage>>> = {};
    for (const [group, ofGroup] of Map.groupBy(ofInterface, (total) => total.group)) {
      groups[group] = formatGroup(ofGroup.toSorted(byBytes), maxSources);
    }
    report[name] = { ...groups, top_consumer: (top?.source ?? '').slice(0, MAX_TOP_CONSUMER_LENGTH) };
  }
  return report;
}

function formatGroup(totals: readonly UsageTotal[], maxSources: number): Readonly<Record<string, SourceUsage>> {
  const listed = totals.slice(0, maxSources).map((total) => [total.source, pickUsage(total)] as const);
  const rest = totals.slice(maxSources);
  const [first, ...more] = rest;
  if (first === undefined) return Object.fromEntries(listed);
  return Object.fromEntries([...listed, [OTHERS, more.reduce<SourceUsage>(addUsage, pickUsage(first))]]);
}

function byBytes(a: UsageTotal, b: UsageTotal): number {
  return b.tot_rx + b.tot_tx - (a.tot_rx + a.tot_tx);
}

function pickUsage({ tot_rx, max_rx, tot_tx, max_tx, num }: UsageTotal): SourceUsage {
  return { tot_rx, max_rx, tot_tx, max_tx, num };
}

function addUsage(sum: SourceUsage, next: SourceUsage): SourceUsage {
  return {
    tot_rx: sum.tot_rx + next.tot_rx,
    max_rx: Math.max(sum.max_rx, next.max_rx),
    tot_tx: sum.tot_tx + next.tot_tx,
    max_tx: Math.max(sum.max_tx, next.max_tx),
    num: sum.num + next.num,
  };
}
