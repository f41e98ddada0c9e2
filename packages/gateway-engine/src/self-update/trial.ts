import { join } from 'node:path';

import type { Clock } from '../clock.ts';
import { readOptionalFile, removeDurableFile } from '../durable-file.ts';

/** How long a new version may run without a check-in before it is started again, which counts against it. */
export const TRIAL_MS = 900_000;

/**
 * The trial of a new version of the engine (design 4.7). `launch.sh` counts its starts, and puts the version before back
 * after too many; a check-in ends the trial. Both speak by files in the state folder.
 */
export interface Trial {
  /** What `launch.sh` has to tell the operator: that a version was put back, and which. */
  readNotice(): Promise<string | undefined>;
  /** To be called when that is stored where it will be told. */
  forgetNotice(): Promise<void>;
  /** To be called after a check-in: this version has come up. */
  pass(): Promise<void>;
  /** Whether this version has been on trial for so long that it should be started again. */
  isOverdue(): Promise<boolean>;
}

/** @param version the one that runs: the trial of another, which it may just have installed, is none of its business */
export function createTrial(stateDir: string, version: string, clock: Pick<Clock, 'monotonic'>): Trial {
  const trial = join(stateDir, 'engine-trial');
  const notice = join(stateDir, 'engine-notice');
  const startedAtMs = clock.monotonic();
  let hasPassed = false;

  /** `launch.sh` keeps it as: the version on trial, the one before, starts so far. */
  async function isOnTrial(): Promise<boolean> {
    return (await readOptionalFile(trial))?.split(' ')[0] === version;
  }

  return {
    async readNotice() {
      const text = await readOptionalFile(notice);
      return text === undefined || text.trim() === '' ? undefined : text.trim();
    },
    forgetNotice: () => removeDurableFile(notice),
    async pass() {
      if (hasPassed) return;
      if (await isOnTrial()) await removeDurableFile(trial);
      hasPassed = true;
    },
    async isOverdue() {
      if (hasPassed || clock.monotonic() - startedAtMs < TRIAL_MS) return false;
      return isOnTrial();
    },
  };
}
