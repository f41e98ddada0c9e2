import { isAbsolute, join } from 'node:path';
import { type ConfEntry } from '../conf/lines.ts';
import { type Finding, refuseConf } from '../error.ts';
import { escapePercent } from '../conf/expansion.ts';
import { APP_SECTION, readAppConf } from './app-conf.ts';
import { nearestKey, PROGRAM_KEYS } from './keys.ts';
import { explainProgramName, RESERVED_PROGRAM_NAMES } from './name.ts';
import { formatProgram } from './section.ts';
import { checkSettings } from './settings.ts';

/** An application's supervisor.conf on its way to become a program of supervisord. */
export interface ProgramOptions {
  /** Name of the application: the program and its log file are called so (gwe 92). */
  readonly name: string;
  /** The supervisor.conf of the package, as text or as the bytes of the file. */
  readonly appConf: string | Uint8Array;
  /** Absolute path of the folder for log files that the conf does not name; must exist when supervisord reads it. */
  readonly logDir: string;
  /** Names that applications may not take. Default {@link RESERVED_PROGRAM_NAMES}. */
  readonly reservedNames?: readonly string[];
  /**
   * Variables that supervisord is certain to have in its environment, also at the next boot: only these may be used
   * as `%(ENV_NAME)s`, as a missing one stops every program. Default `PATH`.
   */
  readonly environmentNames?: readonly string[];
}

/** Defaults of {@link ProgramOptions}. */
export const PROGRAM_DEFAULTS: Readonly<{ reservedNames: readonly string[]; environmentNames: readonly string[] }> =
  Object.freeze({ reservedNames: RESERVED_PROGRAM_NAMES, environmentNames: Object.freeze(['PATH']) });

/** What a check of an application's conf found. */
export interface ProgramCheck {
  /** Mistakes: with one of these the conf is refused. */
  readonly findings: readonly Finding[];
  /** Things that supervisord accepts, but hardly as they were meant. */
  readonly warnings: readonly Finding[];
}

/** Checks an application's supervisor.conf and reports everything at once. Touches no file. */
export function checkProgram(options: ProgramOptions): ProgramCheck {
  const { findings, warnings } = readProgram(options);
  return { findings, warnings };
}

/**
 * The conf file for an application: exactly one `[program:NAME]` with the keys of its `[supervisord]` section that
 * supervisord knows, completed by the legacy defaults (gwe 93-97, supervisord 0.3). Expressions such as `%(here)s`
 * and `$PATH` are passed through unexpanded (gwe 99). Keys that supervisord does not know are left out.
 *
 * @throws SupervisorBridgeError SUPERVISOR_CONF_REFUSED with every mistake in `findings`.
 * @throws TypeError when `logDir` is not an absolute path.
 */
export function generateProgram(options: ProgramOptions): string {
  const { findings, settings } = readProgram(options);
  if (findings.length > 0) throw refuseConf(`The supervisor.conf of ${JSON.stringify(options.name)}`, findings);
  return formatProgram(options.name, new Map([...settings, ...missingDefaults(options, settings)]));
}

interface ReadProgram extends ProgramCheck {
  readonly settings: ReadonlyMap<string, string>;
}

function readProgram({ name, appConf, logDir, reservedNames, environmentNames }: ProgramOptions): ReadProgram {
  if (!isAbsolute(logDir) || /\p{Cc}/u.test(logDir)) {
    throw new TypeError(`logDir must be an absolute path without control characters, not ${JSON.stringify(logDir)}`);
  }
  const nameProblem = explainProgramName(name, reservedNames ?? PROGRAM_DEFAULTS.reservedNames);
  const findings: Finding[] = nameProblem === undefined ? [] : [{ line: 0, key: 'name', message: nameProblem }];
  const warnings: Finding[] = [];
  const settings = new Map<string, string>();
  const { document, findings: unreadable } = readAppConf(appConf);
  findings.push(...unreadable);
  if (document === undefined) return { findings, warnings, settings };

  const entries = document.keys(APP_SECTION).flatMap((key) => document.entry(APP_SECTION, key) ?? []);
  for (const entry of entries) {
    if (PROGRAM_KEYS.has(entry.key)) settings.set(entry.key, entry.value);
    else warnings.push(leftOut(entry));
    if (entry.cutComment) warnings.push(cutOff(entry));
  }
  for (const { key, message, harmless } of checkSettings(
    settings,
    environmentNames ?? PROGRAM_DEFAULTS.environmentNames,
  )) {
    const entry = document.entry(APP_SECTION, key);
    const hint = entry?.cutComment === true && harmless !== true ? `; ${cutOff(entry).message}` : '';
    const finding = { line: (entry?.firstLine ?? -1) + 1, key, message: message + hint };
    (harmless === true ? warnings : findings).push(finding);
  }
  const byLine = (a: Finding, b: Finding): number => a.line - b.line;
  return { findings: findings.sort(byLine), warnings: warnings.sort(byLine), settings };
}

function leftOut({ key, firstLine }: ConfEntry): Finding {
  const nearest = nearestKey(key);
  const hint = nearest === undefined ? '' : `: did you mean ${nearest}?`;
  return { line: firstLine + 1, key, message: `is not a key of supervisord and is left out${hint}` };
}

function cutOff({ key, firstLine }: ConfEntry): Finding {
  const message =
    'what follows ";" or "#" after white space is a comment, also inside quotes: ' +
    'write %(program_name).0s before the character to keep it';
  return { line: firstLine + 1, key, message };
}

/** What an application's conf gets where it says nothing (gwe 95). The command is a placeholder that always fails. */
function missingDefaults({ name, logDir }: ProgramOptions, settings: ReadonlyMap<string, string>): [string, string][] {
  const defaults: [string, string][] = [
    ['command', 'command'],
    // Log file names are expanded twice (supervisord 1.2).
    ['stdout_logfile', escapePercent(escapePercent(join(logDir, `${name}.log`)))],
    ['redirect_stderr', 'true'],
    ['stdout_logfile_maxbytes', '200KB'],
    ['stdout_logfile_backups', '1'],
  ];
  return defaults.filter(([key]) => !settings.has(key));
}
