import { scrub } from '../complaint.ts';
import { type DownReason, type Finding, SupervisorBridgeError, type SupervisorBridgeErrorCode } from '../error.ts';
import type { UpdateResult } from './control.ts';

/** What a finished supervisorctl left behind. The exit code alone says nothing certain (supervisord 3). */
export interface CommandOutput {
  /** What was asked for, for messages: `start app`. */
  readonly what: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | undefined;
}

interface Sign {
  readonly pattern: RegExp;
  readonly code: SupervisorBridgeErrorCode;
  readonly advice: string;
  readonly reason?: DownReason;
}

const START_IT = 'start supervisord, then try again';

/** How supervisorctl says that the whole command failed (supervisord 3). Checked in this order. */
const SIGNS: readonly Sign[] = [
  {
    pattern: /CANT_REREAD: [^]*/u,
    code: 'SUPERVISOR_CONF_BROKEN',
    advice: 'repair or remove the file it names: until then nothing can be added',
  },
  {
    pattern: /STILL_RUNNING: \S+/u,
    code: 'SUPERVISOR_STOP_FAILED',
    advice: 'repeat it: a program that is restarted all the time may be running again',
  },
  {
    pattern: /SHUTDOWN_STATE|shutting down/u,
    code: 'SUPERVISOR_SHUTTING_DOWN',
    advice: 'try again once supervisord is back',
  },
  {
    pattern: /^Server requires authentication|401 Unauthorized/mu,
    code: 'SUPERVISOR_UNAUTHORIZED',
    advice: 'put username and password into [supervisorctl] of the conf',
  },
  {
    pattern: /PermissionError/u,
    code: 'SUPERVISOR_DENIED',
    advice: 'run as the user of supervisord, or set chmod and chown in [unix_http_server]',
  },
  {
    pattern: /^\S+:\/\/.* no such file$|FileNotFoundError|already shut down\?/mu,
    code: 'SUPERVISOR_DOWN',
    advice: START_IT,
    reason: 'SOCKET_MISSING',
  },
  {
    pattern: /^\S+:\/\/.* refused connection$|ConnectionRefusedError/mu,
    code: 'SUPERVISOR_DOWN',
    advice: `a supervisord that was killed left its socket behind: ${START_IT}`,
    reason: 'SOCKET_STALE',
  },
  {
    pattern: /ConnectionResetError|RemoteDisconnected|BadStatusLine|BrokenPipeError/u,
    code: 'SUPERVISOR_DOWN',
    advice: START_IT,
    reason: 'CONNECTION_LOST',
  },
  {
    pattern: /^Error: (?:could not find config file|could not read config file|\.ini file)/mu,
    code: 'SUPERVISOR_CONF_BROKEN',
    advice: 'check the path of the main conf',
  },
  {
    pattern: /(?:ParsingError|MissingSectionHeaderError|UnicodeDecodeError|^Error: )/mu,
    code: 'SUPERVISOR_CONF_BROKEN',
    advice: 'repair the main conf',
  },
];

/** The error for output that no line rule understands. This is where unknown failures become this package's error. */
export function explainFailure({ what, stdout, stderr, exitCode }: CommandOutput): SupervisorBridgeError {
  const output = `${stdout}\n${stderr}`.trim();
  const sign = SIGNS.find(({ pattern }) => pattern.test(output));
  const said = scrub(
    sign?.pattern.exec(output)?.[0].startsWith('CANT_REREAD') === true ? rereadText(output) : output,
  ).slice(0, 600);
  if (sign === undefined) {
    return new SupervisorBridgeError(
      'SUPERVISOR_UNEXPECTED',
      `supervisorctl ${what} ended with code ${exitCode ?? 'none'} and said: ${JSON.stringify(said)}. Run the same command by hand.`,
    );
  }
  const findings: readonly Finding[] =
    sign.code === 'SUPERVISOR_CONF_BROKEN' ? [{ line: 0, key: 'supervisord', message: said }] : [];
  return new SupervisorBridgeError(sign.code, `supervisorctl ${what} failed: ${said}. To go on, ${sign.advice}.`, {
    findings,
    reason: sign.reason,
  });
}

/** The bare complaint within `ERROR: CANT_REREAD: …` and `<Fault 92: "CANT_REREAD: …">…`. */
function rereadText(output: string): string {
  return (/CANT_REREAD: ([^]*)/u.exec(output)?.[1] ?? output).replace(/["']>: file: [^]*$/u, '');
}

const HARMLESS = ['already started', 'not running'];

/** Reads what `start`, `stop` and `restart` print: every line must report success (supervisord 3). */
export function readActionLines(output: CommandOutput): void {
  for (const line of linesOf(output.stdout)) {
    if (/^\S+: (?:started|stopped)$/u.test(line)) continue;
    const [, name, reason] = /^(\S+): ERROR \((.*)\)$/u.exec(line) ?? [];
    if (name !== undefined && reason !== undefined && HARMLESS.includes(reason)) continue;
    if (name !== undefined && reason !== undefined) throw explainReason(output.what, name, reason);
    if (line.startsWith('FAILED: ')) {
      throw new SupervisorBridgeError(
        'SUPERVISOR_STOP_FAILED',
        `supervisorctl ${output.what}: ${line.slice('FAILED: '.length)}. The process may still run: look at it with ps.`,
      );
    }
    throw explainFailure(output);
  }
  if (output.stdout.trim() === '' && output.exitCode !== 0) throw explainFailure(output);
}

/** The error for what stands in `NAME: ERROR (…)`. */
export function explainReason(what: string, name: string, reason: string): SupervisorBridgeError {
  if (reason === 'no such process' || reason === 'no such group') {
    return new SupervisorBridgeError(
      'SUPERVISOR_NO_SUCH_PROGRAM',
      `supervisorctl ${what}: supervisord knows no program ${name}. Write its conf, then update.`,
    );
  }
  return new SupervisorBridgeError(
    'SUPERVISOR_SPAWN_FAILED',
    `supervisorctl ${what}: ${name} did not start (${reason}). Look at its command and its log file.`,
  );
}

/** Reads what `update` prints (supervisord 3). */
export function readUpdateLines(output: CommandOutput): UpdateResult {
  const added: string[] = [];
  const changed: string[] = [];
  const removed: string[] = [];
  const unknown: string[] = [];
  for (const line of linesOf(output.stdout)) {
    const [, name = '', verb] = /^(\S+): (added|updated|removed) process group$/u.exec(line) ?? [];
    const missing = /^ERROR: no such group: (.+)$/u.exec(line)?.[1];
    if (verb === 'added') added.push(name);
    else if (verb === 'updated') changed.push(name);
    else if (verb === 'removed') removed.push(name);
    else if (missing !== undefined) unknown.push(missing);
    else if (line.endsWith(': has problems; not removing')) throw stillThere(output.what, line);
    else if (!/^\S+: stopped$/u.test(line)) throw explainFailure(output);
  }
  const first = unknown[0];
  if (first !== undefined) throw explainReason(output.what, first, 'no such group');
  if (output.stdout.trim() === '' && output.exitCode !== 0) throw explainFailure(output);
  return { added, changed, removed };
}

function stillThere(what: string, line: string): SupervisorBridgeError {
  const name = line.split(':', 1)[0] ?? '';
  return new SupervisorBridgeError(
    'SUPERVISOR_STOP_FAILED',
    `supervisorctl ${what}: ${name} could not be stopped and was not removed. Look at its processes with ps.`,
  );
}

export function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
}
