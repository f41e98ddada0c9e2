import { existsSync } from 'node:fs';

import type { ProcessHost } from '@gateway-engine/otau';
import {
  checkHealth,
  type ConfFolder,
  generateProgram,
  isSupervisorBridgeError,
  parseConf,
  type ProgramState,
  type SupervisorControl,
  waitForState,
} from '@gateway-engine/supervisor-bridge';

export interface SupervisorHostOptions {
  readonly control: SupervisorControl;
  readonly folder: ConfFolder;
  /** Where programs log: NAME.log. */
  readonly logDir: string;
  /** supervisord's own conf; where it is missing, supervisord has never run here. */
  readonly mainConfPath: string;
}

/** States that tell something: those in between are waited for. */
const SETTLED: readonly ProgramState[] = ['RUNNING', 'BACKOFF', 'FATAL', 'EXITED', 'STOPPED', 'UNKNOWN'];

/** An app that runs from its own tree finds its files there, unless its conf says otherwise (otau 3.4). */
function runIn(directory: string, appConf: string): string {
  const document = parseConf(appConf);
  if (document.get(APP_SECTION, 'directory') === undefined) {
    document.set(APP_SECTION, 'directory', directory.replaceAll('%', '%%'));
  }
  return document.toString();
}

/** The one section of an app's supervisor.conf (gwe 93). */
const APP_SECTION = 'supervisord';

/** Lets the installer run an app's program under supervisord. */
export function createSupervisorHost({ control, folder, logDir, mainConfPath }: SupervisorHostOptions): ProcessHost {
  /** Before the first boot nothing runs yet (gwe 112): the conf in its place is enough, supervisord reads it then. */
  async function unlessDown<T>(use: () => Promise<T>): Promise<T | undefined> {
    try {
      return await use();
    } catch (error) {
      const code = isSupervisorBridgeError(error) ? error.code : undefined;
      if (code === 'SUPERVISOR_DOWN' || (code === 'SUPERVISOR_CONF_BROKEN' && !existsSync(mainConfPath)))
        return undefined;
      throw error;
    }
  }

  const generate = (name: string, appConf: string, directory?: string): string =>
    generateProgram({ name, appConf: directory === undefined ? appConf : runIn(directory, appConf), logDir });

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
    async check(name, appConf, { signal, directory } = {}) {
      await folder.check(name, generate(name, appConf, directory), { signal });
      // A supervisord that cannot be used at all is found before the script runs, and not when it is too late.
      await unlessDown(() => control.status({ signal }));
    },

    async apply(name, appConf, { signal, directory } = {}) {
      await folder.write(name, generate(name, appConf, directory), { signal });
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

    async stop(name, { signal } = {}) {
      await unlessDown(() => control.stop(name, { signal }));
    },

    async health(name, { forMs, signal }) {
      const health = await unlessDown(() => checkHealth(control, name, { forMs, signal }));
      // Before the first boot nothing runs that could be ill.
      if (health === undefined || health.healthy) return { healthy: true };
      return { healthy: false, reason: health.message };
    },

    async state(name, { signal } = {}) {
      return (await control.statusOf(name, { signal }))?.state ?? 'UNKNOWN';
    },
  };
}
