import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { isCik, redactCik } from '../identity.ts';
import { addContentCommands } from './content-commands.ts';
import { addDeviceCommands } from './device-commands.ts';
import { UsageError, type CliHost } from './settings.ts';

const FAILURE = 1;
const USAGE = 2;

const PACKAGE_FOLDER = new URL('../../', import.meta.url);

const MORE_HELP = `
The URL may also stand in GDC_URL. Without one, https://m2.exosite.com is used, or the vendor's own host there.
Wherever a CIK is wanted, - takes it from GDC_CIK, so that it does not show in the process list.

Examples:
  gdc activate VENDOR MODEL 00:11:22:33:44:55
  gdc write "$(gwe --gateway-cik)" temperature 21.5
  GDC_CIK="$(gwe --gateway-cik)" gdc read - temperature humidity
  gdc --url http://127.0.0.1:8088 timestamp

Exit codes: 0 done, 1 failed (the reason is on stderr), 2 wrong arguments.`;

/** Runs gdc with the arguments that follow its name and returns its exit code. Never throws. */
export async function runGdc(args: readonly string[], host: CliHost): Promise<number> {
  try {
    await createProgram(args, host).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    host.stderr.write(`gdc: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof UsageError || error instanceof TypeError ? USAGE : FAILURE;
  }
}

function createProgram(args: readonly string[], host: CliHost): Command {
  const program = new Command('gdc')
    .description('The device side of the Exosite HTTP API: activate a device, write and read its values.')
    .version(readVersion(), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help, or that of a command')
    .option('-p, --path', 'print the folder in which this package is installed')
    .option('--url <URL>', 'the platform, e.g. https://VENDOR.m2.exosite.com')
    .option('--timeout-ms <MS>', 'give up after this time (default: 15000)')
    .addHelpText('after', MORE_HELP)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      // Commander repeats the arguments that it complains about.
      outputError: (text, write) => {
        write(hideCiks(text, args));
      },
    });
  program.on('option:path', () => {
    host.stdout.write(`${fileURLToPath(PACKAGE_FOLDER).replace(/\/$/, '')}\n`);
    throw new CommanderError(0, 'gdc.path', '');
  });
  addDeviceCommands(program, host);
  addContentCommands(program, host);
  return program;
}

function hideCiks(text: string, args: readonly string[]): string {
  return args.filter(isCik).reduce((hidden, cik) => hidden.replaceAll(cik, redactCik(cik)), text);
}

function readVersion(): string {
  const description: unknown = JSON.parse(readFileSync(new URL('package.json', PACKAGE_FOLDER), 'utf8'));
  const hasVersion = typeof description === 'object' && description !== null && 'version' in description;
  return hasVersion && typeof description.version === 'string' ? description.version : 'unknown';
}
