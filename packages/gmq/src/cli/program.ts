import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { ConfigWords } from './configuration.ts';
import { CFG_HELP, DEAD_HELP, DOCTOR_HELP, HELP, LOG_HELP, PEEK_HELP, STATUS_HELP } from './help.ts';
import type { AddressOptions, ServeOptions } from './settings.ts';
import type { StatusOptions } from './status.ts';

/** What the commands do. */
export interface Commands {
  serve(options: ServeOptions): Promise<void>;
  status(options: AddressOptions & StatusOptions): Promise<void>;
  peek(options: AddressOptions & { readonly limit: number }): Promise<void>;
  export(options: AddressOptions): Promise<void>;
  deadLetters(verb: string, ids: readonly number[], options: AddressOptions): Promise<void>;
  doctor(options: ServeOptions): Promise<void>;
  reread(options: AddressOptions): Promise<void>;
  config(which: 'cfg' | 'log', words: ConfigWords): Promise<void>;
  printPath(which: 'cfg' | 'log'): Promise<void>;
}

/** What `dead-letters` can do. */
const DEAD_VERBS = ['list', 'export', 'retry', 'purge'];

/** The command line of `gmq`. Flags win over the environment, the environment over `gmq.cfg`. */
export function createProgram(version: string, commands: Commands): Command {
  const program = addAddress(new Command('gmq'))
    .description(
      'Takes values from applications on this machine and delivers them to the platform.\n' +
        'What it has answered with 204 is on disk or delivered: it survives a power cut and a lost network.',
    )
    .version(version, '-v, --version')
    .enablePositionalOptions()
    .option('-g, --cfg-path', 'print the path of gmq.cfg')
    .option('-l, --log-cfg-path', 'print the path of logging.cfg')
    .addOption(new Option('--data <folder>', 'folder of gmq.db').env('GMQ_DATA'))
    .addOption(new Option('--url <url>', 'base URL of the platform').env('GMQ_PLATFORM_URL'))
    .addOption(
      new Option(
        '--gateway-cfg <file>',
        "the engine's Gateway.cfg: the identity in it is activated by the engine alone",
      ).env('GMQ_GATEWAY_CFG'),
    )
    .addOption(
      new Option('--record-period <seconds>', 'collect records this long before sending them')
        .env('GMQ_RECORD_PERIOD')
        .argParser(parseSeconds),
    )
    .addHelpText('after', HELP)
    .exitOverride(asUsageError)
    .action(async (options: ServeOptions & { readonly cfgPath?: true; readonly logCfgPath?: true }) => {
      if (options.cfgPath === true) await commands.printPath('cfg');
      else if (options.logCfgPath === true) await commands.printPath('log');
      else await commands.serve(options);
    });

  const addCommand = (usage: string, description: string, help: string): Command =>
    program.command(usage).description(description).addHelpText('after', help).exitOverride(asUsageError);
  /** `gmq --port 9000 status` means the same as `gmq status --port 9000`. */
  const withAddress = <Options extends AddressOptions>(options: Options): Options => ({
    ...program.opts<ServeOptions>(),
    ...options,
  });

  addAddress(addCommand('status', 'show what the running gmq holds, delivers and waits for', STATUS_HELP))
    .option('--json', 'print the JSON of GET /status')
    .option('--watch [seconds]', 'look again and again, every 2 seconds unless told', parseWatch)
    .action((options: AddressOptions & { readonly json?: boolean; readonly watch?: number | true }) => {
      const { watch, ...rest } = withAddress(options);
      return commands.status({ ...rest, ...(watch === undefined ? {} : { watch: watch === true ? 2 : watch }) });
    });
  addAddress(addCommand('peek', 'show the messages that leave next, a line of JSON for each', PEEK_HELP))
    .option('--limit <number>', 'at most so many', parseCount, 20)
    .action((options: AddressOptions & { readonly limit: number }) => commands.peek(withAddress(options)));
  addAddress(addCommand('export', 'print everything that waits, a line of JSON for each message', PEEK_HELP)).action(
    (options: AddressOptions) => commands.export(withAddress(options)),
  );
  addAddress(addCommand('dead-letters', 'list, retry or purge what could not be delivered', DEAD_HELP))
    .argument('[verb]', `one of ${DEAD_VERBS.join(', ')}`, parseDeadVerb, 'list')
    .addArgument(
      new Argument('[ids...]', 'which ones')
        .argParser((text, ids: readonly number[]) => [...ids, parseCount(text)])
        .default([], 'all'),
    )
    .action((verb: string, ids: readonly number[], options: AddressOptions) =>
      commands.deadLetters(verb, ids, withAddress(options)),
    );
  addAddress(addCommand('doctor', 'look at everything that gmq needs, and say what to do', DOCTOR_HELP)).action(
    (options: AddressOptions) => commands.doctor(withAddress(options)),
  );
  addAddress(addCommand('reread', 'have the running gmq read gmq.cfg and logging.cfg again', CFG_HELP)).action(
    (options: AddressOptions) => commands.reread(withAddress(options)),
  );
  for (const [which, name, help] of [
    ['cfg', 'gmq.cfg', CFG_HELP],
    ['log', 'logging.cfg', LOG_HELP],
  ] as const) {
    addCommand(which, `show or change ${name}`, help)
      .argument('[words...]', 'get [section [option]], or set section option value')
      .action((words: ConfigWords) => commands.config(which, words));
  }
  return program;
}

function addAddress(command: Command): Command {
  return command
    .addOption(new Option('--host <address>', 'address of the server').env('GMQ_HOST'))
    .addOption(new Option('--port <number>', 'port of the server').env('GMQ_PORT').argParser(parsePort))
    .addOption(new Option('--socket <path>', 'unix socket of the server').env('GMQ_SOCKET'));
}

function asUsageError(error: CommanderError): never {
  throw error.exitCode === 0 ? error : new CommanderError(2, error.code, error.message);
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}

function parseSeconds(text: string): number {
  if (/^\d{1,5}(?:\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a number of seconds, for example 10.');
}

function parseWatch(text: string): number {
  const seconds = parseSeconds(text);
  if (seconds >= 0.1) return seconds;
  throw new InvalidArgumentError('It must be at least 0.1 seconds.');
}

function parseCount(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`It must be a whole number; found "${text}".`);
}

function parseDeadVerb(text: string): string {
  if (DEAD_VERBS.includes(text)) return text;
  throw new InvalidArgumentError(`It must be one of ${DEAD_VERBS.join(', ')}.`);
}
