import { checkPlainValue } from '../program/value.ts';

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
  /** Process id; while RUNNING, and by XML-RPC in every state with a process. */
  readonly pid?: number;
  /** Time since the start as supervisord prints it, `0:01:38` or `2 days, 3:04:05`; while RUNNING only. */
  readonly uptime?: string;
  /** What supervisord says about the state: why it failed, when it stopped. May be empty. */
  readonly description: string;
  /** Exit status of the last run, where the driver can tell it; supervisorctl cannot. */
  readonly exitStatus?: number;
  /** When the process was started, in seconds since the epoch by supervisord's clock; XML-RPC alone tells it. */
  readonly start?: number;
  /** Path of the log file of standard output; XML-RPC alone tells it. */
  readonly stdoutLogfile?: string;
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

/** What supervisord says of itself. */
export interface DaemonIdentity {
  readonly pid: number;
  /** Such as `4.2.5`. */
  readonly version: string;
}

/**
 * What both drivers of this package can do, beyond what most callers need. Every method rejects with
 * SupervisorBridgeError. One suite of tests runs on both drivers.
 */
export interface SupervisorDriver extends SupervisorControl {
  /** Process id of one program; undefined when it does not run. */
  pid(name: string, options?: ControlOptions): Promise<number | undefined>;
  /** Sends a signal such as `HUP`. Rejects with SUPERVISOR_NOT_RUNNING when there is no process. */
  signal(name: string, signal: string, options?: ControlOptions): Promise<void>;
  /** Rereads all conf files and says what an update would do. Changes no program. */
  reread(options?: ControlOptions): Promise<UpdateResult>;
  /** Adds a group of which a conf was read, and starts what has `autostart`. No error when it is there already. */
  add(group: string, options?: ControlOptions): Promise<void>;
  /** Forgets a group. Rejects with SUPERVISOR_STOP_FAILED while a process of it runs. No error when it is not there. */
  remove(group: string, options?: ControlOptions): Promise<void>;
  /** Who answers at the socket. */
  identify(options?: ControlOptions): Promise<DaemonIdentity>;
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

/** Whether a process belongs to what `name` means: that process, or a group (`app`, `app:*`). */
export function belongsTo(status: ProgramStatus, name: string): boolean {
  return status.name === name || status.group === (name.endsWith(':*') ? name.slice(0, -2) : name);
}

/**
 * Rejects what supervisorctl would read as several names, an option or a group of all: it joins and splits its
 * arguments again (supervisord 3).
 */
export function assertAddress(name: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*(?::(?:\*|[A-Za-z0-9_.-]+))?$/.test(name) || name === 'all') {
    throw new TypeError(`${JSON.stringify(name)} is not the name of one program: give app, group:process or group:*`);
  }
}

/** Rejects what is no name of a group. */
export function assertGroup(name: string): void {
  assertAddress(name);
  if (name.includes(':')) throw new TypeError(`${JSON.stringify(name)} is a process: give the name of its group`);
}

/** Rejects what is no signal. */
export function assertSignal(signal: string): void {
  const problem = checkPlainValue('signal', signal);
  if (problem !== undefined) throw new TypeError(`${JSON.stringify(signal)} ${problem}`);
}

/** Finds a program among all processes, see {@link SupervisorControl.statusOf}. */
export function findStatus(all: readonly ProgramStatus[], name: string): ProgramStatus | undefined {
  const exact = all.find((one) => one.name === name);
  if (exact !== undefined) return exact;
  return all
    .filter((one) => one.group === name)
    .sort((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state))[0];
}
