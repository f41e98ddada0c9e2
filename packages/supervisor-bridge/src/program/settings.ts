import { parseEnvironment } from '../conf/environment.ts';
import { checkExpansions, type ExpansionNames } from '../conf/expansion.ts';
import { splitCommand } from '../conf/shell-words.ts';
import { PROGRAM_KEYS, type ValueKind } from './keys.ts';
import { checkPlainValue, isPlainKind, readBoolean } from './value.ts';

/** A value of one key, and what is wrong with it. */
export interface SettingProblem {
  readonly key: string;
  readonly message: string;
  /** A warning: supervisord takes the value, but hardly as it was meant. */
  readonly harmless?: boolean;
}

/** The keys of one program as supervisord would read them, unexpanded. */
export type Settings = ReadonlyMap<string, string>;

const ALWAYS: ExpansionNames = new Map([
  ['here', 'text'],
  ['program_name', 'text'],
  ['group_name', 'text'],
  ['host_node_name', 'text'],
]);
const PER_PROCESS: ExpansionNames = new Map([...ALWAYS, ['process_num', 'number'], ['numprocs', 'number']]);

/** Checks all values of one program, each and together (supervisord 1.2 to 1.5). */
export function checkSettings(settings: Settings, environmentNames: readonly string[]): readonly SettingProblem[] {
  const daemon = environmentNames.map((name): [string, 'text'] => [`ENV_${name}`, 'text']);
  const { problems, variables } = checkEnvironment(settings, new Map([...PER_PROCESS, ...daemon]));
  for (const [key, value] of settings) {
    const kind = PROGRAM_KEYS.get(key);
    if (kind === undefined || kind === 'environment') continue;
    // A log file is expanded twice: a variable with "%" in its value would be taken for an expression.
    const usable = [...variables].filter(([, text]) => kind !== 'logfile' || !text.includes('%'));
    const own = usable.map(([name]): [string, 'text'] => [`ENV_${name}`, 'text']);
    const names = new Map([...PER_PROCESS, ...daemon, ...own]);
    for (const message of checkValue(kind, value, kind === 'text' && key === 'serverurl' ? ALWAYS : names)) {
      problems.push({ key, message });
    }
  }
  return [...problems, ...checkTogether(settings)];
}

function checkEnvironment(
  settings: Settings,
  names: ExpansionNames,
): { problems: SettingProblem[]; variables: ReadonlyMap<string, string> } {
  const key = 'environment';
  const { problems, expanded } = checkExpansions(settings.get(key) ?? '', names);
  const check = parseEnvironment(expanded);
  const found = problems.map((message): SettingProblem => ({ key, message }));
  if ('problem' in check) return { problems: [...found, { key, message: check.problem }], variables: new Map() };
  const warnings = check.warnings.map((message): SettingProblem => ({ key, message, harmless: true }));
  return { problems: [...found, ...warnings], variables: check.variables };
}

function checkValue(kind: ValueKind, value: string, names: ExpansionNames): readonly string[] {
  if (isPlainKind(kind)) {
    if (value.includes('%')) return ['cannot hold "%": write the value itself'];
    const problem = checkPlainValue(kind, value);
    return problem === undefined ? [] : [`${JSON.stringify(value.slice(0, 60))} ${problem}`];
  }
  const first = checkExpansions(value, names);
  if (first.problems.length > 0) return first.problems;
  if (kind === 'logfile') return checkLogfile(first.expanded, names);
  if (kind === 'command') return checkCommand(first.expanded);
  if (kind === 'processName' && !/^[A-Za-z0-9_.-]{1,64}$/.test(first.expanded)) {
    return [
      'must give names of letters, digits, "_", "." and "-": leave it out, or write %(program_name)s_%(process_num)02d',
    ];
  }
  return [];
}

function checkLogfile(expandedOnce: string, names: ExpansionNames): readonly string[] {
  const { problems, expanded } = checkExpansions(expandedOnce, names);
  if (problems.length > 0) return ['supervisord expands this value twice: write %%%% for each percent sign'];
  if (expanded.includes('\n')) return ['goes over more than one line: write the path on one line'];
  // A name alone is a file in supervisord's own working folder, which is there.
  if (expanded.includes('/') && !expanded.startsWith('/')) {
    return ["is looked up in supervisord's own working folder: write the full path, or NONE"];
  }
  return [];
}

function checkCommand(expanded: string): readonly string[] {
  const split = splitCommand(expanded);
  if ('problem' in split) return [split.problem];
  return split.words.length === 0 || split.words[0] === ''
    ? ['is empty: write the program to run, with its full path']
    : [];
}

function checkTogether(settings: Settings): readonly SettingProblem[] {
  const problems: SettingProblem[] = [];
  const truth = (key: string): boolean | undefined => readBoolean(settings.get(key) ?? '');
  if (truth('stopasgroup') === true && truth('killasgroup') === false) {
    problems.push({ key: 'killasgroup', message: 'cannot be false where stopasgroup is true: leave it out' });
  }
  if (Number(settings.get('numprocs') ?? 1) > 1 && settings.get('process_name')?.includes('%(process_num)') !== true) {
    problems.push({
      key: 'numprocs',
      message: 'above 1 needs a number in each name: add process_name = %(program_name)s_%(process_num)02d',
    });
  }
  const program = settings.get('command')?.split(/\s/u)[0] ?? '';
  if (program.includes('/') && !/^["'/%]/u.test(program)) {
    problems.push({
      key: 'command',
      message: `${program} is looked up in supervisord's own folder, not in "directory": write the full path`,
      harmless: true,
    });
  }
  return problems;
}
