import { channels, publish } from '../diagnostics.ts';
import { OtauError } from '../errors.ts';
import { type JournalContent, readJournal, writeJournal } from '../journal/journal.ts';
import { type EndReport, type Operation } from '../journal/operation.ts';
import { type PackageFacts, readRetained } from './facts.ts';
import {
  type Inventory,
  type InventoryEntry,
  readInventory,
  withEntry,
  withoutEntry,
  withQuarantined,
  writeInventory,
} from './inventory.ts';
import { makeLayout } from './layout.ts';
import { acquireLock } from './lock.ts';
import { type ResolvedOptions } from './options.ts';
import { tidyUp, unlinkTrees } from './trees.ts';

/** The state directory in the hands of its only installer (otau 3.7). */
export interface Session {
  readonly options: ResolvedOptions;
  readonly bootId: string;
  /** Whether there is a journal that cannot be read (otau 3.3). */
  readonly isJournalDamaged: boolean;
  readonly inventory: Inventory;
  readonly operation: Operation | undefined;
  readonly reports: readonly EndReport[];
  row(name: string): InventoryEntry | undefined;
  /** Makes a state durable, before the act that it names (otau 3.2). */
  save(operation: Operation): Promise<Operation>;
  /** The last commit (otau 3.2): from here on the operation has ended, whatever happens, and is only cleaned up. */
  commit(operation: Operation, row: InventoryEntry | null, end: EndReport): Promise<EndReport>;
  /** Does what a committed operation has left to do; can be repeated. */
  settle(operation: Operation): Promise<EndReport>;
  /** Ends an operation that has changed nothing. */
  drop(operation: Operation, end?: EndReport): Promise<void>;
  forgetReports(ids: readonly string[]): Promise<void>;
  /** Takes a package out of quarantine. */
  release(sha256: string): Promise<void>;
  /** What a retained package contains; its digest is verified the first time. */
  facts(sha256: string, signal: AbortSignal | undefined): Promise<PackageFacts>;
  /** Spares another look into a package that was just checked. */
  learn(sha256: string, facts: PackageFacts): void;
  tidy(): Promise<void>;
}

/** Runs `work` as the only installer of the state directory. */
export async function withSession<T>(
  options: ResolvedOptions,
  signal: AbortSignal | undefined,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { layout, stateDir, clock, files, lockWaitMs: waitMs } = options;
  signal?.throwIfAborted();
  await makeLayout(layout, files);
  const resolve = (path: string) => files.resolve(path);
  const lock = await acquireLock(stateDir, { clock, waitMs, resolve, signal });
  try {
    return await work(await openSession(options));
  } finally {
    await lock.release();
  }
}

async function openSession(options: ResolvedOptions): Promise<Session> {
  const { layout, files, machine, clock } = options;
  const bootId = await machine.bootId();
  const found = await readJournal(files, layout.journal);
  let inventory = await readInventory(layout.inventory, files);
  let journal: JournalContent = found === 'damaged' ? { reports: [] } : found;
  const known = new Map<string, PackageFacts>();

  async function write(operation: Operation | undefined, reports: readonly EndReport[]): Promise<void> {
    const next = operation === undefined ? { reports } : { operation, reports };
    await writeJournal(files, layout.journal, next);
    journal = next;
  }

  async function writeApps(changed: Inventory): Promise<void> {
    if (JSON.stringify(changed) === JSON.stringify(inventory)) return;
    await writeInventory(layout.inventory, changed, files);
    inventory = changed;
  }

  async function save(operation: Operation): Promise<Operation> {
    const saved = { ...operation, bootId, saves: operation.saves + 1 };
    await write(saved, journal.reports);
    publish(channels.operationState, () => {
      const { id, action, state, name, version, fileName } = saved;
      return { id, action, state, name, version, fileName };
    });
    return saved;
  }

  async function settle(operation: Operation): Promise<EndReport> {
    const { row, end, name } = operation;
    if (end === undefined) throw new OtauError('OTAU_STATE_CORRUPT', `The end of ${name}'s operation is missing.`);
    const apps = row == null ? withoutEntry(inventory.apps, name) : withEntry(inventory.apps, row);
    await writeApps({ apps, quarantine: quarantineOf(inventory, operation, clock.now()) });
    if (row == null) await unlinkTrees(layout, name, files);
    await tidyUp(layout, apps, files);
    await write(undefined, operation.keepReport ? withReport(journal.reports, end) : journal.reports);
    return end;
  }

  return {
    options,
    bootId,
    isJournalDamaged: found === 'damaged',
    get inventory() {
      return inventory;
    },
    get operation() {
      return journal.operation;
    },
    get reports() {
      return journal.reports;
    },
    row: (name) => inventory.apps.find((entry) => entry.name === name),
    save,
    async commit(operation, row, end) {
      return settle(await save({ ...operation, state: 'committed', row, end }));
    },
    settle,
    async drop(operation, end) {
      const keep = end !== undefined && operation.keepReport;
      await write(undefined, keep ? withReport(journal.reports, end) : journal.reports);
    },
    async forgetReports(ids) {
      const reports = journal.reports.filter(({ id }) => !ids.includes(id));
      if (reports.length !== journal.reports.length) await write(journal.operation, reports);
    },
    async release(sha256) {
      await writeApps({ ...inventory, quarantine: inventory.quarantine.filter((entry) => entry.sha256 !== sha256) });
    },
    async facts(sha256, signal) {
      const facts = known.get(sha256) ?? (await readRetained(options, sha256, signal));
      known.set(sha256, facts);
      return facts;
    },
    learn: (sha256, facts) => known.set(sha256, facts),
    async tidy() {
      if (journal.operation === undefined) await tidyUp(layout, inventory.apps, files);
    },
  };
}

function withReport(reports: readonly EndReport[], end: EndReport): readonly EndReport[] {
  return [...reports.filter(({ id }) => id !== end.id), end];
}

function quarantineOf({ quarantine }: Inventory, operation: Operation, now: number): Inventory['quarantine'] {
  const { to, name, failure } = operation;
  if (operation.quarantine !== true || to === undefined) return quarantine;
  const reason = failure?.message ?? 'It did not do well.';
  const at = quarantine.find(({ sha256 }) => sha256 === to.sha256)?.at ?? now;
  return withQuarantined(quarantine, { sha256: to.sha256, name, version: to.version, reason, at });
}
