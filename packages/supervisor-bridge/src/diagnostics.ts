import { channel } from 'node:diagnostics_channel';

/** A conf was written or removed. */
export type ConfMessage =
  | {
      readonly event: 'written';
      readonly name: string;
      readonly path: string;
      readonly changed: boolean;
      readonly checkedBy: string;
    }
  | { readonly event: 'removed'; readonly name: string; readonly path: string };

/** A conf was moved out of supervisord's sight before it started. */
export interface QuarantineMessage {
  readonly file: string;
  readonly path: string;
  readonly reason: string;
}

/** A command of supervisorctl has ended. */
export interface CommandMessage {
  /** Arguments behind `-c CONF`. */
  readonly args: readonly string[];
  readonly exitCode: number | undefined;
  readonly durationMs: number;
}

/** A call by XML-RPC was answered. */
export interface CallMessage {
  /** Such as `supervisor.getAllProcessInfo`. */
  readonly method: string;
  readonly durationMs: number;
}

/** A private supervisord has started or ended. */
export interface DaemonMessage {
  readonly pid: number;
  readonly confPath: string;
  /** Of a daemon that has ended; `null` when a signal ended it. */
  readonly exitCode?: number | null | undefined;
}

const confWritten = channel('supervisor-bridge:conf:written');
const confRemoved = channel('supervisor-bridge:conf:removed');
const confQuarantined = channel('supervisor-bridge:conf:quarantined');
const commandEnded = channel('supervisor-bridge:command:ended');
const callEnded = channel('supervisor-bridge:call:ended');
const daemonStarted = channel('supervisor-bridge:daemon:started');
const daemonExited = channel('supervisor-bridge:daemon:exited');

export function publishConf(message: ConfMessage): void {
  const target = message.event === 'written' ? confWritten : confRemoved;
  if (target.hasSubscribers) target.publish(message);
}

export function publishQuarantine(message: QuarantineMessage): void {
  if (confQuarantined.hasSubscribers) confQuarantined.publish(message);
}

export function publishCommand(message: CommandMessage): void {
  if (commandEnded.hasSubscribers) commandEnded.publish(message);
}

export function publishCall(message: CallMessage): void {
  if (callEnded.hasSubscribers) callEnded.publish(message);
}

export function publishDaemon(event: 'started' | 'exited', message: DaemonMessage): void {
  const target = event === 'started' ? daemonStarted : daemonExited;
  if (target.hasSubscribers) target.publish(message);
}
