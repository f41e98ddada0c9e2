import { readFileSync } from 'node:fs';

/** Bytes that passed an interface since the kernel started counting. */
export interface InterfaceCounters {
  readonly rxBytes: number;
  readonly txBytes: number;
}

/** One row of `usage_report`: bytes of all requests, of the largest one, and how many there were (gwe 59). */
export interface SourceUsage {
  readonly tot_rx: number;
  readonly max_rx: number;
  readonly tot_tx: number;
  readonly max_tx: number;
  readonly num: number;
}

/** The shape of `usage_report`: interface, group, source (gwe 59). */
export type UsageReport = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, SourceUsage>>>>>>;

/** Counts what the engine's requests cost, by the interface counters before and after each (gwe 61). */
export interface UsageMeter {
  /** Runs a request and books the bytes that the interfaces moved meanwhile under `source`. */
  measure<T>(source: string, request: () => Promise<T>): Promise<T>;
  report(): UsageReport;
}

/** The label between interface and source. The cloud side takes any. */
const GROUP = 'gwe';

export interface UsageMeterOptions {
  /** Reads the counters; default: `/proc/net/dev`. */
  readonly readCounters?: () => ReadonlyMap<string, InterfaceCounters>;
}

/** A meter that counts from its creation on, in memory. */
export function createUsageMeter({ readCounters = readProcNetDev }: UsageMeterOptions = {}): UsageMeter {
  const usage = new Map<string, Map<string, SourceUsage>>();

  function book(source: string, before: ReadonlyMap<string, InterfaceCounters>): void {
    for (const [name, after] of readCounters()) {
      const start = before.get(name) ?? { rxBytes: 0, txBytes: 0 };
      // A counter that went back belongs to an interface that was taken down and up again.
      const rx = Math.max(0, after.rxBytes - start.rxBytes);
      const tx = Math.max(0, after.txBytes - start.txBytes);
      if (rx + tx === 0) continue;
      const sources = usage.get(name) ?? new Map<string, SourceUsage>();
      usage.set(name, sources.set(source, addUsage(sources.get(source), rx, tx)));
    }
  }

  return {
    async measure(source, request) {
      const before = readCounters();
      try {
        return await request();
      } finally {
        book(source, before);
      }
    },
    report: () =>
      Object.fromEntries([...usage].map(([name, sources]) => [name, { [GROUP]: Object.fromEntries(sources) }])),
  };
}

function addUsage(sum: SourceUsage | undefined, rx: number, tx: number): SourceUsage {
  return {
    tot_rx: (sum?.tot_rx ?? 0) + rx,
    max_rx: Math.max(sum?.max_rx ?? 0, rx),
    tot_tx: (sum?.tot_tx ?? 0) + tx,
    max_tx: Math.max(sum?.max_tx ?? 0, tx),
    num: (sum?.num ?? 0) + 1,
  };
}

/** Reads `/proc/net/dev`: after the colon, the first number is bytes received, the ninth bytes sent. */
export function parseNetDev(text: string): ReadonlyMap<string, InterfaceCounters> {
  const rows = text.split('\n').flatMap((line) => {
    const [name, rest] = line.split(':');
    const numbers = rest?.trim().split(/\s+/).map(Number) ?? [];
    const [rxBytes, txBytes] = [numbers[0], numbers[8]];
    return name === undefined || rxBytes === undefined || txBytes === undefined
      ? []
      : [[name.trim(), { rxBytes, txBytes }] as const];
  });
  return new Map(rows);
}

function readProcNetDev(): ReadonlyMap<string, InterfaceCounters> {
  try {
    return parseNetDev(readFileSync('/proc/net/dev', 'utf8'));
  } catch {
    // Accounting never disturbs the request (gwe 64).
    return new Map();
  }
}
