import type { ProcessHost } from '@gateway-engine/otau';
import { type ConfFolder, generateProgram, type SupervisorControl } from '@gateway-engine/supervisor-bridge';

export interface SupervisorHostOptions {
  readonly control: SupervisorControl;
  readonly folder: ConfFolder;
  /** Where programs log: NAME.log. */
  readonly logDir: string;
}

/** Lets the installer run an app's program under supervisord. */
export function createSupervisorHost({ control, folder, logDir }: SupervisorHostOptions): ProcessHost {
  const generate = (name: string, appConf: string): string => generateProgram({ name, appConf, logDir });
  return {
    check: (name, appConf, options) => folder.check(name, generate(name, appConf), options),

    async apply(name, appConf, options) {
      await folder.write(name, generate(name, appConf), options);
      const { added, changed } = await control.update([name], options);
      // The conf of the new version may be that of the old one: supervisord then sees no change, but the files are new.
      if (!added.includes(name) && !changed.includes(name)) await control.restart(name, options);
    },

    async remove(name, options) {
      await folder.remove(name, options);
      await control.update([name], options);
    },

    async state(name, options) {
      return (await control.statusOf(name, options))?.state ?? 'UNKNOWN';
    },
  };
}
