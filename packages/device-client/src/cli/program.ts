import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { isDeviceClientError } from '../errors.ts';
import { isCik, redactCik } from '../identity.ts';
import { addContentCommands } from './content-commands.ts';
import { addDeviceCommands } from './device-commands.ts';
import { UsageError, type CliHost } from './settings.ts';
import { addUploadCommand } from './upload-command.ts';
import { addUsageCommand } from './usage-command.ts';
import { addWaitCommands } from './wait-commands.ts';

const FAILURE = 1;
const USAGE = 2;

const PACKAGE_FOLDER = new URL('../../', import.meta.url);

const MORE_HELP = `
The URL may also stand in GDC_URL. Without one, https://m2.exosite.com is used, or the vendor's own host there.
Wherever a CIK is wanted, - takes it from --cik-file, else from GDC_CIK, else the client certificate stands in for it:
an argument can be seen by every user of the machine. GDC_PROXY and GDC_USAGE stand in for --proxy and --usage.

Examples:
  gdc activate VENDOR MODEL 00:11:22:33:44:55
  gdc write "$(gwe --gateway-cik)" temperature 21.5
  GDC_CIK="$(gwe --gateway-cik)" gdc read - temperature humidity
  gdc --cik-file /etc/gateway-engine/Gateway.cfg watch - engine_fetch
  gdc content upload app.v1.tar.gz --model gateway
  gdc content download - app.v1.tar.gz --vendor acme --model gateway -o app.v1.tar.gz --resume
  gdc --url http://127.0.0.1:8088 timestamp

Exit codes: 0 done, 1 failed (the reason is on stderr), 2 wrong arguments.`;

/** Runs gdc with the arguments that follow its name and returns its exit code. Never throws. */
export async function runGdc(args: readonly string[], host: CliHost): Promise<number> {
  const program = createProgram(args, host);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    const asJson = program.opts<{ json?: true }>().json === true;
    host.stderr.write(asJson ? `${formatErrorJson(error)}\n` : `gdc: ${messageOf(error)}\n`);
    return error instanceof UsageError || error instanceof TypeError ? USAGE : FAILURE;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A failure for programs. */
function formatErrorJson(error: unknown): string {
  const known = isDeviceClientError(error)
    ? { code: error.code, outcome: error.outcome, retryable: error.retryable, status: error.status }
    : {};
  return JSON.stringify({ error: { message: messageOf(error), ...known } });
}

function createProgram(args: readonly string[], host: CliHost): Command {
  const version = packageJson.version;
  const program = new Command('gdc')
    .description('The device side of the Exosite HTTP API: activate a device, write and read its values.')
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help, or that of a command')
    .option('-b, --build-id', 'print the build id: that of a package is its version')
    .option('-p, --path', 'print the folder in which this package is installed')
    .option('--url <URL>', 'the platform, e.g. https://VENDOR.m2.exosite.com')
    .option('--timeout-ms <MS>', 'give up after this time (default: 15000)')
    .option('--cik-file <FILE>', 'the CIK that - stands for: alone in a file, or in a Gateway.cfg')
    .option('--ca <FILE>', 'trust these certificate authorities (PEM) instead of the built-in ones')
    .option('--pin <SHA256>', 'trust only this certificate, even if the clock is wrong (may be repeated)', collect)
    .option('--cert <FILE>', 'show this client certificate (PEM)')
    .option('--key <FILE>', 'its private key (PEM)')
    .option('--host <NAME>', 'address the platform by this name, though the URL has another')
    .option('--proxy <URL>', 'go through this HTTP proxy')
    .option('--usage <FILE>', 'keep accounts of the traffic in this file')
    .option('--json', 'print results and failures as JSON, one a line')
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
  for (const [name, text] of [
    ['path', fileURLToPath(PACKAGE_FOLDER).replace(/\/$/, '')],
    ['build-id', version],
  ] as const) {
    program.on(`option:${name}`, () => {
      host.stdout.write(`${text}\n`);
      throw new CommanderError(0, `gdc.${name}`, '');
    });
  }
  addDeviceCommands(program, host);
  addWaitCommands(program, host);
  const content = program.command('content').description("See, download and upload the product's content.");
  addContentCommands(content, host);
  addUploadCommand(content, host);
  addUsageCommand(program, host);
  return program;
}

/** Gathers an option that may be repeated. */
function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

function hideCiks(text: string, args: readonly string[]): string {
  return args.filter(isCik).reduce((hidden, cik) => hidden.replaceAll(cik, redactCik(cik)), text);
}
