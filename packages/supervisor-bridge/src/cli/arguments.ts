import { parseArgs } from 'node:util';

export interface ValidateArguments {
  readonly command: 'validate';
  readonly files: readonly string[];
  /** Name of the application; undefined: read from the file's place. */
  readonly name: string | undefined;
}

export interface QuarantineArguments {
  readonly command: 'quarantine';
  readonly conf: string;
  readonly dir: string;
}

export type Arguments =
  | ValidateArguments
  | QuarantineArguments
  | { readonly command: 'version' }
  | { readonly command: 'help'; readonly topic: 'all' | 'validate' | 'quarantine' }
  | { readonly command: 'wrong'; readonly problem: string };

const DEFAULT_CONF = '/etc/supervisor/supervisord.conf';
const DEFAULT_DIR = '/etc/supervisor/conf.d';

/** Reads the command line. */
export function parseArguments(argv: readonly string[]): Arguments {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        conf: { type: 'string' },
        dir: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', short: 'v', default: false },
      },
    });
    const [command, ...rest] = positionals;
    if (values.version) return { command: 'version' };
    if (command === undefined || command === 'help') {
      return values.help || command === 'help'
        ? { command: 'help', topic: 'all' }
        : wrong('say what to do: validate or quarantine');
    }
    if (command !== 'validate' && command !== 'quarantine') return wrong(`there is no command "${command}"`);
    if (values.help) return { command: 'help', topic: command };
    if (command === 'validate') {
      if (values.conf !== undefined || values.dir !== undefined) return wrong('--conf and --dir belong to quarantine');
      return rest.length > 0
        ? { command, files: rest, name: values.name }
        : wrong('give at least one file to validate');
    }
    if (rest.length > 0 || values.name !== undefined) return wrong('quarantine takes --conf and --dir only');
    return { command, conf: values.conf ?? DEFAULT_CONF, dir: values.dir ?? DEFAULT_DIR };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(problem: string): Arguments {
  return { command: 'wrong', problem };
}

const VALIDATE = `  supervisor-bridge validate [--name NAME] FILE...
      Checks the supervisor.conf of an application, or a conf file with one
      [program:NAME]. Prints a line for each mistake and each warning, with the
      way to write it instead. Nothing is changed.
        --name NAME   name of the application (default: "app")
      validate supervisor.conf
      validate --name coffee packages/coffee/supervisor.conf
`;
const QUARANTINE = `  supervisor-bridge quarantine [--conf FILE] [--dir FOLDER]
      Makes sure that supervisord can start: moves conf files that would stop it
      to FOLDER/.quarantine and creates missing folders of log files. Run it
      before supervisord, as ExecStartPre of its unit.
        --conf FILE   main conf (default: ${DEFAULT_CONF})
        --dir FOLDER  the included folder (default: ${DEFAULT_DIR})
`;

/** The text of `--help`. */
export function formatUsage(topic: 'all' | 'validate' | 'quarantine'): string {
  const body = { all: `${VALIDATE}\n${QUARANTINE}`, validate: VALIDATE, quarantine: QUARANTINE }[topic];
  return `Usage: supervisor-bridge validate|quarantine [options]

Keeps one bad conf file from taking all programs of a gateway down.

${body}
Exit codes: 0 good (quarantine: supervisord can start), 1 a mistake was found or
supervisord still cannot start, 2 wrong usage.
`;
}
