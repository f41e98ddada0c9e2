import type { ProcessHost } from '@gateway-engine/otau';
import {
  type ConfFolder,
  generateProgram,
  isSupervisorBridgeError,
  type ProgramState,
  type SupervisorControl,
  waitForState,
} from '@gateway-engine/supervisor-bridge';

export interface SupervisorHostOptions {
  readonly control: SupervisorControl;
  readonly folder: ConfFolder;
  /** Where programs log: NAME.log. */
  readonly logDir: string;
}

/** States that tell something: those in between are waited for. */
const SETTLED: readonly ProgramState[] = ['RUNNING', 'BACKOFF', 'FATAL', 'EXITED', 'STOPPED', 'UNKNOWN'];

/** Before the first boot nothing runs yet (gwe 112): the conf in its place is enough, supervisord reads it when it starts. */
async function unlessDown<T>(use: () => Promise<T>): Promise<T | undefined> {
  try {
    return await use();
  } catch (error) {
    if (isSupervisorBridgeError(error) && error.code === 'SUPERVISOR_DOWN') return undefined;
    throw error;
  }
}

/** Lets the installer run an app's program under supervisord. */
export function createSupervisorHost({ control, folder, logDir }: SupervisorHostOptions): ProcessHost {
  const generate = (name: string, appConf: string): string => generateProgram({ name, appConf, logDir });

  /** How the program fares is for the reports to say: an app that does not start has been installed all the same. */
  async function settle(name: string, start: () => Promise<void>, signal: AbortSignal | undefined): Promise<void> {
    try {
      await start();
      await waitForState(control, name, SETTLED, { signal });
    } catch (error) {
      const isItsOwnFault =
        isSupervisorBridgeError(error) &&
        (error.code === 'SUPERVISOR_SPAWN_FAILED' || error.code === 'SUPERVISOR_STATE_TIMEOUT');
      if (!isItsOwnFault) throw error;
    }
  }

  return {
    async check(name, appConf, { signal } = {}) {
      await folder.check(name, generate(name, appConf), { signal });
      // A supervisord that cannot be used at all is found before the script runs, and not when it is too late.
      await unlessDown(() => control.status({ signal }));
    },

    async apply(name, appConf, { signal } = {}) {
      await folder.write(name, generate(name, appConf), { signal });
      const updated = await unlessDown(() => control.update([name], { signal }));
      if (updated === undefined) return;
      // The conf of the new version may be that of the old one: supervisord then sees no change, but the files are new.
      const isFresh = updated.added.includes(name) || updated.changed.includes(name);
      await settle(name, () => (isFresh ? Promise.resolve() : control.restart(name, { signal })), signal);
    },

    async remove(name, { signal } = {}) {
      await folder.remove(name, { signal });
      // Removing what supervisord never knew, or has forgotten, is removing all the same.
      if ((await unlessDown(() => control.statusOf(name, { signal }))) === undefined) return;
      await control.update([name], { signal });
    },

    async state(name, { signal } = {}) {
      return (await control.statusOf(name, { signal }))?.state ?? 'UNKNOWN';
    },
  };
}
