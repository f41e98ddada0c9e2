/** What can go wrong between Node and supervisord. */
export type SupervisorBridgeErrorCode =
  /** No supervisord answers at the socket: not started, stopped, or crashed (supervisord 3). */
  | 'SUPERVISOR_DOWN'
  /** A command did not end in time. A supervisord that hangs blocks supervisorctl for ever (supervisord 0). */
  | 'SUPERVISOR_HUNG'
  /** supervisord asks for a user name and password that the conf does not hold. */
  | 'SUPERVISOR_UNAUTHORIZED'
  /** The operating system forbids this user to open the socket. */
  | 'SUPERVISOR_DENIED'
  /** supervisord is on its way down or restarting. */
  | 'SUPERVISOR_SHUTTING_DOWN'
  /** supervisord knows no program or group of that name. */
  | 'SUPERVISOR_NO_SUCH_PROGRAM'
  /** The program could not be started or ended at once; see its own log. */
  | 'SUPERVISOR_SPAWN_FAILED'
  /** The program could not be signalled, so it may still run. */
  | 'SUPERVISOR_STOP_FAILED'
  /** A signal was to be sent to a program that does not run. */
  | 'SUPERVISOR_NOT_RUNNING'
  /** A program did not reach the awaited state in time. */
  | 'SUPERVISOR_STATE_TIMEOUT'
  /** supervisord refuses the conf files as they are on disk: nothing new can be added until that is put right. */
  | 'SUPERVISOR_CONF_BROKEN'
  /** A conf was refused before it could reach supervisord; `findings` has every mistake. */
  | 'SUPERVISOR_CONF_REFUSED'
  /** supervisord or supervisorctl is not installed. */
  | 'SUPERVISOR_NOT_INSTALLED'
  /** The path of the unix socket is too long for the operating system. */
  | 'SUPERVISOR_SOCKET_PATH_TOO_LONG'
  /** A private supervisord ended before it answered, or did not answer in time. */
  | 'SUPERVISOR_START_FAILED'
  /** A conf file or folder could not be read or written. */
  | 'SUPERVISOR_FILE_UNUSABLE'
  /** An answer that this version does not understand. */
  | 'SUPERVISOR_UNEXPECTED';

/**
 * Why nobody answers, beside the code SUPERVISOR_DOWN: the socket is not there, it is there but nobody listens any more
 * (a killed supervisord leaves it), or the connection broke during the call.
 */
export type DownReason = 'SOCKET_MISSING' | 'SOCKET_STALE' | 'CONNECTION_LOST';

/** One mistake in a conf: where it stands, what is wrong and how to write it instead. */
export interface Finding {
  /** Line in the text that was checked, counted from 1; 0 where the mistake belongs to no line. */
  readonly line: number;
  /** The key (`stdout_logfile`), section (`[DEFAULT]`) or argument (`name`) that is wrong. */
  readonly key: string;
  readonly message: string;
}

export interface SupervisorBridgeErrorOptions {
  readonly cause?: unknown;
  readonly findings?: readonly Finding[];
  readonly reason?: DownReason | undefined;
}

const RETRYABLE: ReadonlySet<SupervisorBridgeErrorCode> = new Set([
  'SUPERVISOR_DOWN',
  'SUPERVISOR_HUNG',
  'SUPERVISOR_SHUTTING_DOWN',
  'SUPERVISOR_STATE_TIMEOUT',
]);

/** The one error class of this package: match on `code`, print `message`. */
export class SupervisorBridgeError extends Error {
  readonly code: SupervisorBridgeErrorCode;
  /** Whether the same call may succeed later without anyone changing a file. */
  readonly retryable: boolean;
  /** Every mistake found, where a conf was refused; otherwise empty. */
  readonly findings: readonly Finding[];
  /** With SUPERVISOR_DOWN: how that showed. */
  readonly reason: DownReason | undefined;

  constructor(code: SupervisorBridgeErrorCode, message: string, options: SupervisorBridgeErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SupervisorBridgeError';
    this.code = code;
    this.retryable = RETRYABLE.has(code);
    this.findings = options.findings ?? [];
    this.reason = options.reason;
  }
}

/** Whether `error` comes from this package. */
export function isSupervisorBridgeError(error: unknown): error is SupervisorBridgeError {
  return error instanceof SupervisorBridgeError;
}

/** One line of text for one finding: `line 3, autostart: …`. */
export function formatFinding(finding: Finding): string {
  return `${finding.line > 0 ? `line ${finding.line}, ` : ''}${finding.key}: ${finding.message}`;
}

/** More lines than that help nobody; `findings` still has them all. */
const MAX_LISTED = 20;

/** The error for a conf with mistakes: its message lists all of them, a line each. */
export function refuseConf(what: string, findings: readonly Finding[]): SupervisorBridgeError {
  const count = findings.length === 1 ? '1 mistake' : `${findings.length} mistakes`;
  const shown = findings.slice(0, MAX_LISTED).map((finding) => `\n  ${formatFinding(finding)}`);
  if (findings.length > MAX_LISTED) shown.push(`\n  and ${findings.length - MAX_LISTED} more`);
  const list = shown.join('');
  return new SupervisorBridgeError('SUPERVISOR_CONF_REFUSED', `${what} has ${count}:${list}`, { findings });
}
