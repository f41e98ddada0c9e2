import { formatEnvironment } from '../conf/environment.ts';
import { escapePercent } from '../conf/expansion.ts';
import { joinCommand } from '../conf/shell-words.ts';
import { type Finding, refuseConf } from '../error.ts';
import { PROGRAM_KEYS } from './keys.ts';
import { explainProgramName } from './name.ts';
import { formatProgram } from './section.ts';
import { checkSettings } from './settings.ts';

/** A program of one's own. All texts are meant literally: nothing is expanded, and quoting is done here. */
export interface ProgramDefinition {
  /** Letters, digits, `_`, `.` and `-`; at most 64 characters; not `all`. */
  readonly name: string;
  /** The program and its arguments, or a command line that supervisord splits (no shell). */
  readonly command: string | readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Working folder. */
  readonly directory?: string;
  readonly user?: string;
  readonly priority?: number;
  readonly autostart?: boolean;
  readonly autorestart?: boolean | 'unexpected';
  /** Seconds that the program must stay up to count as started; 0 for one-shots. */
  readonly startSeconds?: number;
  readonly startRetries?: number;
  readonly exitCodes?: readonly number[];
  /** Such as `TERM`. */
  readonly stopSignal?: string;
  /** Seconds between the stop signal and SIGKILL. */
  readonly stopWaitSeconds?: number;
  readonly stopAsGroup?: boolean;
  readonly killAsGroup?: boolean;
  readonly redirectStderr?: boolean;
  /** Absolute path, or `NONE`. Its folder must exist. */
  readonly stdoutLogfile?: string;
  readonly stdoutLogfileMaxBytes?: number;
  readonly stdoutLogfileBackups?: number;
  readonly stderrLogfile?: string;
}

/**
 * The text of a conf file for a program: whatever the values hold, supervisord reads exactly them (supervisord 1.2
 * to 1.5).
 *
 * @throws SupervisorBridgeError SUPERVISOR_CONF_REFUSED for values that no conf can hold.
 */
export function defineProgram(definition: ProgramDefinition): string {
  const { name, command, environment = {} } = definition;
  const { text: variables, problems } = formatEnvironment(environment);
  const settings = new Map<string, string>();
  const put = (key: string, value: string | undefined): void => {
    if (value !== undefined) settings.set(key, value);
  };
  const literal = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : escapePercent(value);
  const twice = (value: string | undefined): string | undefined => literal(literal(value));

  put('command', escapePercent(typeof command === 'string' ? command : joinCommand(command)));
  put('environment', variables === '' ? undefined : variables);
  put('directory', literal(definition.directory));
  put('user', definition.user);
  put('priority', definition.priority?.toString());
  put('autostart', definition.autostart?.toString());
  put('autorestart', definition.autorestart?.toString());
  put('startsecs', definition.startSeconds?.toString());
  put('startretries', definition.startRetries?.toString());
  put('exitcodes', definition.exitCodes?.join(','));
  put('stopsignal', definition.stopSignal);
  put('stopwaitsecs', definition.stopWaitSeconds?.toString());
  put('stopasgroup', definition.stopAsGroup?.toString());
  put('killasgroup', definition.killAsGroup?.toString());
  put('redirect_stderr', definition.redirectStderr?.toString());
  put('stdout_logfile', twice(definition.stdoutLogfile));
  put('stdout_logfile_maxbytes', definition.stdoutLogfileMaxBytes?.toString());
  put('stdout_logfile_backups', definition.stdoutLogfileBackups?.toString());
  put('stderr_logfile', twice(definition.stderrLogfile));

  const findings = [
    ...checkName(name),
    ...problems.map((message) => ({ line: 0, key: 'environment', message })),
    ...checkTexts(settings),
    ...checkSettings(settings, [])
      .filter(({ harmless }) => harmless !== true)
      .map(({ key, message }) => ({ line: 0, key, message })),
  ];
  if (findings.length > 0) throw refuseConf(`The program ${JSON.stringify(name)}`, findings);
  return formatProgram(name, settings);
}

function checkName(name: string): readonly Finding[] {
  const problem = explainProgramName(name, []);
  return problem === undefined ? [] : [{ line: 0, key: 'name', message: problem }];
}

/** Values stand on one line each, and supervisord strips their ends. */
function checkTexts(settings: ReadonlyMap<string, string>): readonly Finding[] {
  return [...settings].flatMap(([key, value]) => {
    if (!PROGRAM_KEYS.has(key)) return [];
    const message = !value.isWellFormed()
      ? 'it is not valid Unicode'
      : /[\p{Cc}\u2028\u2029\uFFFD-\uFFFF]/u.test(value)
        ? 'it holds a line end or another control character, which no conf can hold: remove it'
        : value.trim() !== value || (value === '' && key !== 'stdout_logfile')
          ? 'it is empty, or starts or ends with white space, which supervisord strips: remove that'
          : undefined;
    return message === undefined ? [] : [{ line: 0, key, message }];
  });
}
