import { Command, CommanderError, Option } from 'commander';
import { type DeviceIdentity, type Fault } from '../index.ts';
import { CLI_PORT, formatHelp } from './help.ts';
import { collectDevice, collectFault, parsePort, parsePositive } from './option-values.ts';

/** What the command line asks for. */
export interface CliOptions {
  readonly host: string;
  /** Absent: the usual one, or any free one if that is taken. */
  readonly port?: number;
  readonly data?: string;
  readonly device: readonly DeviceIdentity[];
  readonly token?: string;
  readonly fault: readonly Fault[];
  readonly tlsKey?: string;
  readonly tlsCert?: string;
  readonly tlsCa?: string;
  readonly fleet?: number;
  readonly fleetInterval: number;
  /** Seconds that a round of check-ins spreads over. */
  readonly loadReport?: number;
  readonly json: boolean;
  readonly console: boolean;
  readonly consolePort?: number;
}

/** The command line of `exosite-emulator`; `run` gets the parsed options. */
export function createProgram(version: string, run: (options: CliOptions) => Promise<void>): Command {
  return new Command('exosite-emulator')
    .description(
      'Runs a local Exosite platform: the device API, activation, content and management.\n' +
        'Prints its URL and how to try it, then serves until it gets SIGINT or SIGTERM.',
    )
    .version(version, '-v, --version')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option(
      '--port <number>',
      `port to listen on; 0 for any free one. Without it ${CLI_PORT}, or any free one if that is taken`,
      parsePort,
    )
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
    .addOption(
      new Option('--fault <spec>', 'make requests go wrong, see below; may be repeated')
        .argParser(collectFault)
        .default([], 'none'),
    )
    .option('--tls-key <file>', 'serve TLS with this key (PEM); needs --tls-cert')
    .option('--tls-cert <file>', 'certificate of the server (PEM)')
    .option('--tls-ca <file>', 'client certificates count only if this CA (PEM) signed them')
    .option('--fleet <count>', 'simulate so many gateways of fleet/gateway, 1 to 10000', parsePositive)
    .option('--fleet-interval <seconds>', 'time between two check-ins of a simulated gateway', parsePositive, 60)
    .option(
      '--load-report <seconds>',
      'with --fleet: let all check in once in one and once in six requests, each spread over so long, and end',
      parsePositive,
    )
    .option('--json', 'machine-readable output', false)
    .option(
      '--console-port <number>',
      'port of the web console on 127.0.0.1; without it, 8089 or any free one',
      parsePort,
    )
    .option('--no-console', 'serve no web console')
    .addHelpText('after', formatHelp())
    .exitOverride(asUsageError)
    .action(async (options: CliOptions) => {
      await run(options);
    });
}

function asUsageError(error: CommanderError): never {
  throw error.exitCode === 0 ? error : new CommanderError(2, error.code, error.message);
}
