import type { ProcessUsage } from './process-usage.ts';

/** What supervisord says of one program; a structural part of the bridge's status. */
export interface RunningProgram {
  readonly name: string;
  readonly state: string;
  readonly pid?: number | undefined;
  readonly uptime?: string | undefined;
  readonly exitStatus?: number | undefined;
}

/** What the inventory says of one app; a structural part of otau's inventory entry. */
export interface InstalledApp {
  readonly name: string;
  readonly version: string;
}

/** One app; `pid`, `cpu_s` and `rss_kib` are there while it runs. */
export interface AppReport extends Partial<ProcessUsage> {
  readonly exitstatus: number | string;
  readonly status: string;
  readonly uptime: string;
  readonly version: string;
  readonly pid?: number;
}

/** What waits in the message queue. */
export interface QueueReport {
  readonly messages: number;
  readonly bytes: number;
  readonly deadLetters: number;
}

/** The shape of `engine_report` that the cloud side reads (gwe 54): one name in each element. */
export interface EngineReport {
  readonly apps: readonly Readonly<Record<string, AppReport>>[];
  /** Backlog of the queue; missing where none runs. */
  readonly queue?: QueueReport;
  /** Packages that were asked for and are not installed yet, in their order; missing when there are none. */
  readonly pending?: readonly string[];
}

/** What an engine report is made of. */
export interface EngineFacts {
  readonly programs: readonly RunningProgram[];
  readonly apps: readonly InstalledApp[];
  /** By process id; a process that has ended meanwhile is missing. */
  readonly usage: ReadonlyMap<number, ProcessUsage>;
  readonly queue?: QueueReport | undefined;
  readonly pending: readonly string[];
}

/**
 * Merges what runs with what is installed (gwe 55): a program that the engine did not install has no version, a library
 * has no status; both are listed.
 */
export function formatEngineReport({ programs, apps, usage, queue, pending }: EngineFacts): EngineReport {
  const versions = new Map(apps.map(({ name, version }) => [name, version]));
  const running = new Map(programs.map((program) => [program.name, program]));
  const names = [...new Set([...running.keys(), ...versions.keys()])].sort();
  return {
    apps: names.map((name) => ({ [name]: formatApp(running.get(name), versions.get(name), usage) })),
    ...(queue === undefined ? {} : { queue }),
    ...(pending.length === 0 ? {} : { pending }),
  };
}

function formatApp(
  program: RunningProgram | undefined,
  version: string | undefined,
  usage: ReadonlyMap<number, ProcessUsage>,
): AppReport {
  const pid = program?.pid;
  return {
    exitstatus: program?.exitStatus ?? '',
    status: program?.state ?? '',
    uptime: program?.uptime ?? '',
    version: version ?? '',
    ...(pid === undefined ? {} : { pid, ...usage.get(pid) }),
  };
}
