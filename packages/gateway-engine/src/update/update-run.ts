import type { InstallReport, UninstallReport } from '@gateway-engine/otau';

import { formatFailed, formatInstalled, formatRemoved } from './fetch-status.ts';
import type { UpdateJournal } from './update-journal.ts';
import { finishEntry, forgetSettled, nextEntry, type UpdateEntry } from './update-state.ts';

/** What an installed package asks for (otau 3.5); the strongest wish of a run wins. */
export type Wish = 'none' | 'restartEngine' | 'reboot';

/** What the engine needs of an installer; `@gateway-engine/otau` has it. */
export interface PackageInstaller {
  /** The same id again is the same request: it goes on, or tells how it ended (otau 3.3, 3.8). */
  install(
    request: { readonly fileName: string; readonly id: string; readonly sha256?: string },
    options: { readonly signal?: AbortSignal },
  ): Promise<InstallReport>;
  /** Removes an app (otau 3.11). */
  uninstall(name: string, options: { readonly signal?: AbortSignal }): Promise<UninstallReport>;
  /** Forgets how these requests ended. */
  acknowledge(ids: readonly string[]): Promise<void>;
}

export interface UpdateRunOptions {
  readonly journal: UpdateJournal;
  readonly installer: PackageInstaller;
  /** State of an app's program, as supervisord names it; undefined for an app without one. */
  readonly programState: (report: InstallReport) => Promise<string | undefined>;
  readonly onEntry?: (event: {
    readonly fileName: string;
    readonly phase: 'started' | 'installed' | 'failed';
    readonly error?: unknown;
  }) => void;
  readonly signal?: AbortSignal;
}

export interface UpdateRun {
  /** Entries that have ended in this run. */
  readonly ended: number;
  readonly wish: Wish;
}

interface EntryResult {
  readonly status: string;
  readonly wish: Wish;
}

/**
 * Carries out what the journal has waiting, in its order (gwe 75). Every result is in the journal before the next
 * begins, and before the installer may forget it. One that fails is reported and does not hold up those behind it.
 */
export async function runUpdates(options: UpdateRunOptions): Promise<UpdateRun> {
  const { journal, signal } = options;
  await settle(options);
  let ended = 0;
  let wish: Wish = 'none';
  for (;;) {
    signal?.throwIfAborted();
    const entry = nextEntry(await journal.read());
    if (entry === undefined) return { ended, wish };
    const result = await carryOut(entry, options);
    wish = strongerWish(wish, result.wish);
    await journal.write(finishEntry(await journal.read(), result.status));
    await settle(options);
    ended += 1;
  }
}

/** Lets the installer forget what the journal has. */
async function settle({ journal, installer }: UpdateRunOptions): Promise<void> {
  const { settled } = await journal.read();
  if (settled.length === 0) return;
  await installer.acknowledge(settled);
  await journal.write(forgetSettled(await journal.read(), settled));
}

async function carryOut(entry: UpdateEntry, options: UpdateRunOptions): Promise<EntryResult> {
  const { onEntry, signal } = options;
  const fileName = entry.name;
  onEntry?.({ fileName, phase: 'started' });
  try {
    const result = await (entry.action === 'install' ? installEntry(entry, options) : removeEntry(entry, options));
    onEntry?.({ fileName, phase: 'installed' });
    return result;
  } catch (error) {
    // Stopped from outside: the entry stays, and the next start asks for it again.
    signal?.throwIfAborted();
    onEntry?.({ fileName, phase: 'failed', error });
    return { status: formatFailed(fileName, error), wish: 'none' };
  }
}

async function installEntry(
  { id, name, sha256 }: UpdateEntry & { readonly action: 'install' },
  { installer, programState, signal }: UpdateRunOptions,
): Promise<EntryResult> {
  const request = { fileName: name, id, ...(sha256 === undefined ? {} : { sha256 }) };
  const report = await installer.install(request, signal === undefined ? {} : { signal });
  const status = formatInstalled(report, await programState(report));
  return { status, wish: report.outcome === 'installed' ? 'none' : report.outcome };
}

async function removeEntry({ name }: UpdateEntry, { installer, signal }: UpdateRunOptions): Promise<EntryResult> {
  const report = await installer.uninstall(name, signal === undefined ? {} : { signal });
  return { status: formatRemoved(report), wish: 'none' };
}

/** A reboot restarts the engine, too. */
export function strongerWish(a: Wish, b: Wish): Wish {
  const order: readonly Wish[] = ['none', 'restartEngine', 'reboot'];
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}
