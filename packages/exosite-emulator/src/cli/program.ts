import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type DeviceIdentity } from '../identity.ts';

/** What the command line asks for. */
export interface CliOptions {
  readonly host: string;
  readonly port: number;
  readonly data?: string;
  readonly device: readonly DeviceIdentity[];
  readonly token?: string;
  readonly console: boolean;
  readonly consolePort?: number;
}

/** Port of the CLI where none is given. */
const CLI_PORT = 8088;

/** The command line of `exosite-emulator`; `run` gets the parsed options. */
export function createProgram(version: string, run: (options: CliOptions) => Promise<void>): Command {
  return new Command('exosite-emulator')
    .description(
      'Runs a local Exosite platform: the device API, activation, content and management.\n' +
        'Prints its URL and how to try it, then serves until it gets SIGINT or SIGTERM.',
    )
    .version(version, '-v, --version')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on; 0 for any free one', parsePort, CLI_PORT)
    .option('--data <file>', 'SQLite file that keeps everything; without it, memory')
    .addOption(
      new Option(
        '--device <vendor/model/serial>',
        'enable this device for activation; may be repeated. One that is activated keeps its CIK.',
      )
        .argParser(collectDevice)
        .default([], 'none'),
    )
    .addOption(
      new Option('--token <text>', 'credential of the management endpoints; without it, a random one').env(
        'EXOSITE_EMULATOR_TOKEN',
      ),
    )
    .option(
      '--console-port <number>',
      'port of the web console on 127.0.0.1; without it, 8089 or any free one',
      parsePort,
    )
    .option('--no-console', 'serve no web console')
    .addHelpText('after', HELP)
    .exitOverride(asUsageError)
    .action(async (options: CliOptions) => {
      await run(options);
    });
}

const HELP = `
Examples:
  exosite-emulator
      Serves on http://127.0.0.1:${CLI_PORT}, in memory.
  exosite-emulator --data emulator.db --device acme/gateway/0001
      Keeps everything in emulator.db, with one device ready for activation.

Output:
  The first line on stdout is the URL. Everything else is on stderr.

Exit codes:
  0  stopped by SIGINT or SIGTERM
  1  it could not run: port in use, data file locked or unusable
  2  wrong arguments`;

function asUsageError(error: CommanderError): never {
  throw error.exitCode === 0 ? error : new CommanderError(2, error.code, error.message);
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}

function collectDevice(text: string, earlier: readonly DeviceIdentity[]): readonly DeviceIdentity[] {
  const [vendor, model, ...rest] = text.split('/');
  const serial = rest.join('/');
  if (!vendor || !model || !serial) throw new InvalidArgumentError('It must look like VENDOR/MODEL/SERIAL.');
  return [...earlier, { vendor, model, serial }];
}
