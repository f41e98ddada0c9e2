import type { RequestUsage, UsageRecorder } from '../http/usage-recorder.ts';
import { requireCount, requireMs } from '../requirements.ts';
import { coversSource, findPeriod, requireBudget, type Budget } from './budget.ts';
import { createInterfaceFinder } from './interfaces.ts';
import { keepStore, type KeptStore } from './kept-store.ts';
import { formatUsageReport, type UsageReport } from './report.ts';
import { openUsageStore, type UsageRow, type UsageStore } from './store.ts';

/** Options of {@link createUsageLedger}. */
export interface UsageLedgerOptions {
  /** The SQLite file; several processes may use one. Its folder is made if it is missing. */
  readonly path: string;
  /** What the traffic of this process stands under in reports: the level between interface and source (gwe D60). */
  readonly group?: string;
  /** Sources that may move only so many bytes in a period. */
  readonly budgets?: readonly Budget[];
  /** Requests are written together after this time, in milliseconds: flash wears with every write. */
  readonly flushMs?: number;
  /** Single requests that are kept for looking at. */
  readonly maxRequests?: number;
  /** Hourly sums that are kept: one for each interface, group and source with traffic. */
  readonly maxSums?: number;
  /** Sources of each group that stand in a report; the rest is added up as `other`. */
  readonly maxSources?: number;
  /** The time in milliseconds since the epoch, which budgets and reports go by. */
  readonly now?: () => number;
}

/** The defaults of {@link UsageLedgerOptions}: a file of about 2 MB at most. */
export const USAGE_LEDGER_DEFAULTS: Readonly<Required<Omit<UsageLedgerOptions, 'path'>>> = Object.freeze({
  group: 'device-client',
  budgets: Object.freeze([]),
  flushMs: 10_000,
  maxRequests: 2_000,
  maxSums: 5_000,
  maxSources: 50,
  now: () => Date.now(),
});

/** Accounts of what each request cost on the wire. Give it to a client as `usage`. */
export interface UsageLedger extends UsageRecorder, AsyncDisposable {
  /** Opens the file; a damaged one is set aside as `PATH.damaged` and begun afresh. Rejects if none can be made. */
  start(): Promise<void>;
  /** Writes what is left and closes the file. Idempotent. */
  stop(): Promise<void>;
  /** What each source took since a time in milliseconds since the epoch, from all processes (gwe D59). */
  report(sinceMs?: number): UsageReport;
  /** The latest requests from all processes, the newest first. */
  latest(count?: number): readonly UsageRow[];
}

/** Requests that are kept in memory while the file cannot be written. */
const MAX_WAITING = 1_000;

/** Creates a ledger. `node:sqlite` is loaded by `start`. Before that, and after `stop`, nothing is kept or refused. */
export function createUsageLedger(options: UsageLedgerOptions): UsageLedger {
  const settings = { ...USAGE_LEDGER_DEFAULTS, ...options };
  const { path, budgets, now } = settings;
  if (path === '') throw new TypeError('path must not be empty.');
  requireMs('flushMs', settings.flushMs);
  for (const name of ['maxRequests', 'maxSums', 'maxSources'] as const) requireCount(name, settings[name]);
  budgets.forEach(requireBudget);

  const findInterface = createInterfaceFinder();
  let kept: KeptStore | undefined;
  let waiting: UsageRow[] = [];
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    kept?.attempt((store) => {
      store.add(waiting);
      waiting = [];
    });
    waiting.splice(0, waiting.length - MAX_WAITING);
  }

  function used(budget: Budget, startMs: number): number {
    const { source } = budget;
    const isPrefix = source.endsWith('*');
    let bytes = 0;
    kept?.attempt((store) => {
      bytes = store.bytes(startMs, isPrefix ? source.slice(0, -1) : source, isPrefix);
    });
    for (const row of waiting) {
      if (row.endedAtMs >= startMs && coversSource(budget, row.source)) bytes += row.sentBytes + row.receivedBytes;
    }
    return bytes;
  }

  function record(usage: RequestUsage): void {
    if (kept === undefined) return;
    waiting.push({
      endedAtMs: Math.floor(now()),
      interface: findInterface(usage.localAddress),
      group: settings.group,
      source: usage.source,
      sentBytes: usage.sentBytes,
      receivedBytes: usage.receivedBytes,
      durationMs: usage.durationMs,
    });
    timer ??= setTimeout(flush, settings.flushMs).unref();
    if (waiting.length >= MAX_WAITING) flush();
  }

  function stop(): Promise<void> {
    flush();
    kept?.attempt((store) => {
      store.close();
    });
    kept = undefined;
    waiting = [];
    return Promise.resolve();
  }

  const read = <T>(work: (store: UsageStore) => T): T => {
    flush();
    if (kept === undefined) throw new Error(`The usage ledger ${path} is not open: call start first.`);
    return work(kept.store);
  };

  return {
    async start() {
      const { DatabaseSync } = await import('node:sqlite');
      kept ??= keepStore(path, () => openUsageStore(DatabaseSync, path, settings));
    },
    stop,
    [Symbol.asyncDispose]: stop,
    admit({ source }) {
      const nowMs = now();
      for (const budget of budgets) {
        if (!coversSource(budget, source)) continue;
        const { startMs, endMs } = findPeriod(nowMs, budget.period);
        const bytes = used(budget, startMs);
        if (bytes < budget.maxBytes) continue;
        const reason = `${budget.source} has used ${bytes} of its ${budget.maxBytes} bytes of this ${budget.period}`;
        return { retryAfterMs: endMs - nowMs, reason };
      }
      return undefined;
    },
    record,
    report: (sinceMs = 0) => read((store) => formatUsageReport(store.totals(sinceMs), settings.maxSources)),
    latest: (count = 100) => read((store) => store.latest(count)),
  };
}
