import { scrub } from '../complaint.ts';
import { type DownReason, SupervisorBridgeError, type SupervisorBridgeErrorCode } from '../error.ts';

type FaultName =
  | 'SHUTDOWN_STATE'
  | 'BAD_NAME'
  | 'NO_FILE'
  | 'NOT_EXECUTABLE'
  | 'FAILED'
  | 'ABNORMAL_TERMINATION'
  | 'SPAWN_ERROR'
  | 'ALREADY_STARTED'
  | 'NOT_RUNNING'
  | 'SUCCESS'
  | 'ALREADY_ADDED'
  | 'STILL_RUNNING'
  | 'CANT_REREAD';

/** Numbers of supervisord's faults (supervisord 4). */
export const FAULT: Readonly<Record<FaultName, number>> = Object.freeze({
  SHUTDOWN_STATE: 6,
  BAD_NAME: 10,
  NO_FILE: 20,
  NOT_EXECUTABLE: 21,
  FAILED: 30,
  ABNORMAL_TERMINATION: 40,
  SPAWN_ERROR: 50,
  ALREADY_STARTED: 60,
  NOT_RUNNING: 70,
  SUCCESS: 80,
  ALREADY_ADDED: 90,
  STILL_RUNNING: 91,
  CANT_REREAD: 92,
});

interface Meaning {
  readonly code: SupervisorBridgeErrorCode;
  readonly advice: string;
}

const LOOK_AT_PROGRAM: Meaning = { code: 'SUPERVISOR_SPAWN_FAILED', advice: 'Look at its command and its log file.' };
const LOOK_AT_PROCESSES: Meaning = {
  code: 'SUPERVISOR_STOP_FAILED',
  advice: 'The process may still run: look at it with ps.',
};

const MEANINGS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [FAULT.SHUTDOWN_STATE, { code: 'SUPERVISOR_SHUTTING_DOWN', advice: 'Try again once supervisord is back.' }],
  [FAULT.BAD_NAME, { code: 'SUPERVISOR_NO_SUCH_PROGRAM', advice: 'Write its conf, then update.' }],
  [FAULT.NO_FILE, LOOK_AT_PROGRAM],
  [FAULT.NOT_EXECUTABLE, LOOK_AT_PROGRAM],
  [FAULT.ABNORMAL_TERMINATION, LOOK_AT_PROGRAM],
  [FAULT.SPAWN_ERROR, LOOK_AT_PROGRAM],
  // It cannot be signalled, or it is UNKNOWN because an earlier signal failed (supervisord 7).
  [FAULT.FAILED, LOOK_AT_PROCESSES],
  [FAULT.STILL_RUNNING, LOOK_AT_PROCESSES],
  [FAULT.NOT_RUNNING, { code: 'SUPERVISOR_NOT_RUNNING', advice: 'Start it first.' }],
  [
    FAULT.CANT_REREAD,
    {
      code: 'SUPERVISOR_CONF_BROKEN',
      advice: 'Repair or remove the file it names: until then nothing can be added.',
    },
  ],
]);

/** The error for a fault of supervisord. */
export function explainFault(what: string, fault: number, text: string): SupervisorBridgeError {
  const meaning = MEANINGS.get(fault);
  const said = scrub(text.replace(/^[A-Z_]+: (?=[^])/u, '')).slice(0, 600);
  if (meaning === undefined) {
    return new SupervisorBridgeError(
      'SUPERVISOR_UNEXPECTED',
      `Cannot ${what}: supervisord answered fault ${fault} (${said}). Try the same with supervisorctl.`,
    );
  }
  const findings = meaning.code === 'SUPERVISOR_CONF_BROKEN' ? [{ line: 0, key: 'supervisord', message: said }] : [];
  return new SupervisorBridgeError(meaning.code, `Cannot ${what}: ${said}. ${meaning.advice}`, { findings });
}

/** The error for a connection that could not be made or was lost (supervisord 3). */
export function explainConnection(
  what: string,
  socketPath: string,
  cause: NodeJS.ErrnoException,
): SupervisorBridgeError {
  const fail = (code: SupervisorBridgeErrorCode, found: string, reason?: DownReason): SupervisorBridgeError =>
    new SupervisorBridgeError(code, `Cannot ${what}: ${found}`, { cause, reason });
  switch (cause.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return fail('SUPERVISOR_DOWN', `there is no socket ${socketPath}. Start supervisord.`, 'SOCKET_MISSING');
    case 'ECONNREFUSED':
      return fail(
        'SUPERVISOR_DOWN',
        `nobody listens at ${socketPath}: a supervisord that was killed left it behind. Start supervisord again.`,
        'SOCKET_STALE',
      );
    case 'ECONNRESET':
    case 'EPIPE':
      return fail(
        'SUPERVISOR_DOWN',
        `supervisord closed the connection at ${socketPath}: it is ending or was killed. Try again, or start it.`,
        'CONNECTION_LOST',
      );
    case 'EACCES':
    case 'EPERM':
      return fail(
        'SUPERVISOR_DENIED',
        `this user may not open ${socketPath}. Run as the user of supervisord, or set chmod and chown in [unix_http_server].`,
      );
    case 'EAGAIN': // more callers wait at the socket than the system queues: supervisord takes none of them
      return fail('SUPERVISOR_HUNG', `supervisord does not take connections at ${socketPath}. Restart it.`);
    default:
      return fail(
        'SUPERVISOR_UNEXPECTED',
        `${cause.message} at ${socketPath}. Is it supervisord that listens at this socket?`,
      );
  }
}

/** The error for an answer that did not come in time. */
export function explainHang(what: string, socketPath: string, timeoutMs: number): SupervisorBridgeError {
  return new SupervisorBridgeError(
    'SUPERVISOR_HUNG',
    `Cannot ${what}: supervisord at ${socketPath} did not answer within ${timeoutMs} ms. Repeat it; if that hangs too, restart supervisord.`,
  );
}

/** The error for an HTTP status other than 200. */
export function explainStatus(what: string, status: number): SupervisorBridgeError {
  if (status === 401) {
    return new SupervisorBridgeError(
      'SUPERVISOR_UNAUTHORIZED',
      `Cannot ${what}: supervisord asks for a user name and password. Give those of [unix_http_server].`,
    );
  }
  return new SupervisorBridgeError(
    'SUPERVISOR_UNEXPECTED',
    `Cannot ${what}: HTTP status ${status}. Look at supervisord's own log file.`,
  );
}

/** The error for an answer that is longer than any of supervisord. */
export function explainFlood(what: string, maxBytes: number): SupervisorBridgeError {
  return new SupervisorBridgeError(
    'SUPERVISOR_UNEXPECTED',
    `Cannot ${what}: the answer has more than ${maxBytes} bytes. Is it supervisord that listens at this socket?`,
  );
}
