import type { InstallReport } from '@gateway-engine/otau';

import { formatFailed, formatInstalled, formatInterrupted } from './fetch-status.ts';
import type { UpdateJournal } from './update-journal.ts';
import { beginEntry, finishEntry, nextEntry } from './update-state.ts';

/** What an installed package asks for (otau 3.5); the strongest wish of a run wins. */
export type Wish = 'none' | 'restartEngine' | 'reboot';

/** What the engine needs of an installer; `@gateway-engine/otau` has it. */
export interface PackageInstaller {
  install(request: { readonly fileName: string }, options: { readonly signal?: AbortSignal }): Promise<InstallReport>;
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

/**
 * Installs what the journal has waiting, in its order (gwe 75). Every result is in the journal before the next begins.
 * One that fails is reported and does not hold up those behind it.
 */
export async function runUpdates(options: UpdateRunOptions): Promise<UpdateRun> {
  const { journal, signal } = options;
  let ended = 0;
  let wish: Wish = 'none';
  for (;;) {
    signal?.throwIfAborted();
    const state = await journal.read();
    const entry = nextEntry(state);
    if (entry === undefined) return { ended, wish };
    if (entry.state === 'installing') {
      // Only a run that was cut short leaves this behind: a script never runs twice unasked (otau 3.3).
      await journal.write(finishEntry(state, formatInterrupted(entry.name)));
    } else {
      await journal.write(beginEntry(state));
      const result = await installEntry(entry.name, options);
      wish = strongerWish(wish, result.wish);
      await journal.write(finishEntry(await journal.read(), result.status));
    }
    ended += 1;
  }
}

async function installEntry(
  fileName: string,
  { installer, programState, onEntry, signal }: UpdateRunOptions,
): Promise<{ readonly status: string; readonly wish: Wish }> {
  onEntry?.({ fileName, phase: 'started' });
  try {
    const report = await installer.install({ fileName }, signal === undefined ? {} : { signal });
    onEntry?.({ fileName, phase: 'installed' });
    const status = formatInstalled(report, await programState(report));
    return { status, wish: report.outcome === 'installed' ? 'none' : report.outcome };
  } catch (error) {
    // Stopped from outside: the journal still says `installing`, and the next start reports it as interrupted.
    signal?.throwIfAborted();
    onEntry?.({ fileName, phase: 'failed', error });
    return { status: formatFailed(fileName, error), wish: 'none' };
  }
}

/** A reboot restarts the engine, too. */
export function strongerWish(a: Wish, b: Wish): Wish {
  const order: readonly Wish[] = ['none', 'restartEngine', 'reboot'];
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}
