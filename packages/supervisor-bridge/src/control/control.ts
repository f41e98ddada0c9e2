/** States of a program, as supervisord names them (supervisord 4). */
export const PROGRAM_STATES = [
  'STOPPED',
  'STARTING',
  'RUNNING',
  'BACKOFF',
  'STOPPING',
  'EXITED',
  'FATAL',
  'UNKNOWN',
] as const;

/** One of {@link PROGRAM_STATES}. */
export type ProgramState = (typeof PROGRAM_STATES)[number];

/** One process of supervisord. */
export interface ProgramStatus {
  /** Name as supervisorctl addresses it: `app`, or `group:process` where they differ. */
  readonly name: string;
  readonly group: string;
  readonly state: ProgramState;
  /** Process id; while RUNNING only. */
  readonly pid?: number;
  /** Time since the start as supervisord prints it, `0:01:38` or `2 days, 3:04:05`; while RUNNING only. */
  readonly uptime?: string;
  /** What supervisord says about the state: why it failed, when it stopped. May be empty. */
  readonly description: string;
  /** Exit status of the last run, where the driver can tell it; supervisorctl cannot. */
  readonly exitStatus?: number;
}

/** What an update changed, by program group. */
export interface UpdateResult {
  readonly added: readonly string[];
  /** Stopped and started again with the new conf. */
  readonly changed: readonly string[];
  /** Stopped and forgotten. */
  readonly removed: readonly string[];
}

/** Options of every call to a {@link SupervisorControl}. An abort rejects with `signal.reason`. */
export interface ControlOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the call rejects with SUPERVISOR_HUNG; default that of the driver. */
  readonly timeoutMs?: number | undefined;
}

/** A running supervisord. Every method rejects with SupervisorBridgeError. */
export interface SupervisorControl {
  /** All processes. */
  status(options?: ControlOptions): Promise<readonly ProgramStatus[]>;
  /**
   * One program. A name without `:` also finds the processes of a group of that name, of which the one in the worst
   * state is returned. Undefined when supervisord does not know it.
   */
  statusOf(name: string, options?: ControlOptions): Promise<ProgramStatus | undefined>;
  /** Starts a program and waits until it has stayed up for its `startsecs`. No error when it runs already. */
  start(name: string, options?: ControlOptions): Promise<void>;
  /** Stops a program and waits for its end. No error when it does not run. */
  stop(name: string, options?: ControlOptions): Promise<void>;
  /** Stops and starts. Must not be called for the program that the caller itself belongs to (supervisord 5). */
  restart(name: string, options?: ControlOptions): Promise<void>;
  /**
   * Rereads all conf files, then adds, replaces and removes programs accordingly; with `names` only those. Repeating
   * it after a failure heals (supervisord 5).
   */
  update(names?: readonly string[], options?: ControlOptions): Promise<UpdateResult>;
}

/** From the worst to the best: which process speaks for its group. */
const WORST_FIRST: readonly ProgramState[] = [
  'FATAL',
  'UNKNOWN',
  'BACKOFF',
  'EXITED',
  'STOPPED',
  'STOPPING',
  'STARTING',
  'RUNNING',
];

/** Finds a program among all processes, see {@link SupervisorControl.statusOf}. */
export function findStatus(all: readonly ProgramStatus[], name: string): ProgramStatus | undefined {
  const exact = all.find((one) => one.name === name);
  if (exact !== undefined) return exact;
  return all
    .filter((one) => one.group === name)
    .sort((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state))[0];
}
