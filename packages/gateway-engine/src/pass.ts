import type { InstallReport } from '@gateway-engine/otau';

import { publish } from './channels.ts';
import { checkIn, type CheckInOptions } from './check-in.ts';
import { describeError } from './errors.ts';
import type { RunningProgram } from './reports/engine-report.ts';
import type { Trial } from './self-update/trial.ts';
import { type PackageInstaller, runUpdates, strongerWish, type Wish } from './update/update-run.ts';

/** What a pass needs beside what its check-ins need. */
export interface PassOptions extends CheckInOptions {
  readonly installer: PackageInstaller;
  readonly supervisor: { status(call: Call): Promise<readonly RunningProgram[]> };
  readonly trial: Pick<Trial, 'pass' | 'isOverdue'>;
}

interface Call {
  readonly signal?: AbortSignal;
}

/**
 * One pass: check in, carry out what was asked for, and tell the results at once and not an interval later. It resolves
 * with what an installed package asks for; that is not forgotten when telling the results fails at first.
 */
export function createPass(options: PassOptions): (call: Call) => Promise<Wish> {
  const { journal, installer, supervisor, trial } = options;
  let wish: Wish = 'none';

  async function checkInAndUpdate(call: Call): Promise<Wish> {
    for (;;) {
      await checkIn(options, call);
      const run = await runUpdates({
        journal,
        installer,
        programState: (report) => readProgramState(supervisor, report, call),
        onEntry: publishEntry,
        ...call,
      });
      wish = strongerWish(wish, run.wish);
      if (run.ended === 0) return wish;
    }
  }

  /** A version of the engine that has checked in has passed its trial; one that cannot asks to be started again. */
  return async (call) => {
    try {
      const granted = await checkInAndUpdate(call);
      await trial.pass();
      return granted;
    } catch (error) {
      if (await trial.isOverdue()) return 'restartEngine';
      throw error;
    }
  };
}

async function readProgramState(
  supervisor: PassOptions['supervisor'],
  { name, kind }: InstallReport,
  call: Call,
): Promise<string | undefined> {
  if (kind !== 'program') return undefined;
  try {
    return (await supervisor.status(call)).find((program) => program.name === name)?.state;
  } catch (error) {
    return `of unknown state (${describeError(error)})`;
  }
}

function publishEntry(event: {
  readonly fileName: string;
  readonly phase: 'started' | 'installed' | 'failed';
  readonly error?: unknown;
}): void {
  const { fileName } = event;
  if (event.phase === 'started') publish('gateway-engine:install:started', { fileName });
  else if (event.phase === 'installed') publish('gateway-engine:install:done', { fileName });
  else publish('gateway-engine:install:failed', { fileName, error: event.error });
}
