/** What supervisord says of one program; a structural part of the bridge's status. */
export interface RunningProgram {
  readonly name: string;
  readonly state: string;
  readonly uptime?: string | undefined;
  readonly exitStatus?: number | undefined;
}

/** What the inventory says of one app; a structural part of otau's inventory entry. */
export interface InstalledApp {
  readonly name: string;
  readonly version: string;
}

export interface AppReport {
  readonly exitstatus: number | string;
  readonly status: string;
  readonly uptime: string;
  readonly version: string;
}

/** The shape of `engine_report` that the cloud side reads (gwe 54): one name in each element. */
export interface EngineReport {
  readonly apps: readonly Readonly<Record<string, AppReport>>[];
}

/**
 * Merges what runs with what is installed (gwe 55): a program that the engine did not install has no version, a library
 * has no status; both are listed.
 */
export function formatEngineReport(programs: readonly RunningProgram[], apps: readonly InstalledApp[]): EngineReport {
  const versions = new Map(apps.map(({ name, version }) => [name, version]));
  const running = new Map(programs.map((program) => [program.name, program]));
  const names = [...new Set([...running.keys(), ...versions.keys()])].sort();
  return {
    apps: names.map((name) => {
      const program = running.get(name);
      return {
        [name]: {
          exitstatus: program?.exitStatus ?? '',
          status: program?.state ?? '',
          uptime: program?.uptime ?? '',
          version: versions.get(name) ?? '',
        },
      };
    }),
  };
}
