import { Command, CommanderError } from 'commander';
import { addAppCommands } from './app-commands.ts';
import { type CliContext } from './context.ts';
import { addInstallCommands } from './install-commands.ts';
import { addKeyCommands } from './key-commands.ts';
import { addSignCommands } from './sign-commands.ts';

/** The command line of `otau`. */
export function createProgram(version: string, context: CliContext): Command {
  const program = new Command('otau')
    .description(
      'Makes apps for gateways: creates, builds, checks and signs packages, and installs them as a gateway would.\n' +
        'Needs neither a gateway nor supervisord.',
    )
    .version(version, '-v, --version')
    .addHelpText('after', HELP)
    .configureOutput({
      writeOut: (text) => {
        context.output.print(text.trimEnd());
      },
      writeErr: (text) => {
        context.output.raw(text);
      },
    })
    .exitOverride((error) => {
      throw error.exitCode === 0 ? error : new CommanderError(2, error.code, error.message);
    });
  addAppCommands(program, context);
  addKeyCommands(program, context);
  addSignCommands(program, context);
  addInstallCommands(program, context);
  return program;
}

const HELP = `
From nothing to an installed app:
  otau create coffee && cd coffee
  package=$(otau build)
  OTAU_PASSWORD=... otau keygen release
  OTAU_PASSWORD=... otau sign "$package" --key release.key --sequence 1
  otau install --root /tmp/gateway --keys release.pub "$package"
  otau list --root /tmp/gateway

Output:
  Results on stdout; progress, warnings and errors on stderr.

Exit codes:
  0  done    1  it was refused or failed; stderr says why    2  wrong arguments`;
