import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { GMQ_DEFAULTS } from '../gmq.ts';
import { SERVER_DEFAULTS } from '../server/server.ts';

/** What `gmq` is told. */
export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  readonly url: string;
  readonly gatewayCfg: string;
  readonly recordPeriod: number;
}

/** What `gmq status` is told. */
export interface StatusOptions {
  readonly host: string;
  readonly port: number;
  readonly json?: boolean;
}

/** What the commands do. */
export interface Commands {
  serve(options: ServeOptions): Promise<void>;
  showStatus(options: StatusOptions): Promise<void>;
}

/** The command line of `gmq`. Flags win over the environment, the environment over defaults. */
export function createProgram(
  version: string,
  env: Readonly<Record<string, string | undefined>>,
  commands: Commands,
): Command {
  const { GWE_ROOT: prefix = '' } = env;
  const root = prefix === '' ? '/' : prefix;
  const dataDir = join(root, 'var/lib/gateway-engine');
  const gatewayCfg = join(root, 'etc/gateway-engine/Gateway.cfg');
  const host = (): Option =>
    new Option('--host <address>', 'address of the server').env('GMQ_HOST').default(SERVER_DEFAULTS.host);
  const port = (): Option =>
    new Option('--port <number>', 'port of the server')
      .env('GMQ_PORT')
      .argParser(parsePort)
      .default(SERVER_DEFAULTS.port);
  const program = new Command('gmq')
    .description(
      'Takes values from applications on this machine and delivers them to the platform.\n' +
        'What it has answered with 204 is on disk or delivered: it survives a power cut and a lost network.',
    )
    .version(version, '-v, --version')
    .enablePositionalOptions()
    .addOption(host())
    .addOption(port())
    .addOption(new Option('--data <folder>', 'folder of gmq.db').env('GMQ_DATA').default(dataDir))
    .addOption(
      new Option('--url <url>', 'base URL of the platform').env('GMQ_PLATFORM_URL').default(GMQ_DEFAULTS.platformUrl),
    )
    .addOption(
      new Option(
        '--gateway-cfg <file>',
        "the engine's Gateway.cfg: the identity in it is activated by the engine alone",
      )
        .env('GMQ_GATEWAY_CFG')
        .default(gatewayCfg),
    )
    .addOption(
      new Option('--record-period <seconds>', 'collect records this long before sending them')
        .env('GMQ_RECORD_PERIOD')
        .argParser(parseSeconds)
        .default(0),
    )
    .addHelpText('after', HELP)
    .exitOverride(asUsageError)
    .action(async (options: ServeOptions) => {
      await commands.serve(options);
    });
  program
    .command('status')
    .description('Shows what the running gmq holds, delivers and waits for.')
    .addOption(host())
    .addOption(port())
    .option('--json', 'print the JSON of GET /status')
    .addHelpText('after', STATUS_HELP)
    .exitOverride(asUsageError)
    .action(async (options: StatusOptions, status: Command) => {
      // `gmq --port 9000 status` means the same as `gmq status --port 9000`.
      const before = program.opts<ServeOptions>();
      const isGiven = (name: string): boolean => status.getOptionValueSource(name) !== 'default';
      await commands.showStatus({
        ...options,
        host: isGiven('host') ? options.host : before.host,
        port: isGiven('port') ? options.port : before.port,
      });
    });
  return program;
}

const HELP = `
Examples:
  gmq --url https://VENDOR.m2.exosite.com
      Serves on http://127.0.0.1:8090.
  curl http://localhost:8090/onep:v1/stack/alias -H 'X-Exosite-VMS: VENDOR MODEL SERIAL' -d 'temperature=21.5'
      Writes a value. 204: it is safe. 503: it was not taken, try again after Retry-After seconds.
  GWE_ROOT=$HOME/gateway gmq
      Keeps its data in $HOME/gateway/var/lib/gateway-engine.

Output:
  The first line on stdout is the URL. Everything else is on stderr.

Exit codes:
  0  stopped by SIGINT or SIGTERM
  1  it could not run: port in use, data file locked or unusable
  2  wrong arguments`;

const STATUS_HELP = `
Examples:
  gmq status
  gmq status --json | jq .messages

Exit codes:
  0  it runs
  1  it cannot be reached
  2  wrong arguments`;

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
