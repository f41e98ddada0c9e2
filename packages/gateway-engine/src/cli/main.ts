#!/usr/bin/env node
import { resolve } from 'node:path';

import { type Command, CommanderError } from 'commander';

import packageJson from '../../package.json' with { type: 'json' };
import { nearestKey } from '../configuration/nearest-key.ts';
import { type GatewayPaths, gatewayPaths } from '../paths.ts';
import { expandAbbreviations } from './abbreviations.ts';
import type { BuildWish } from './buildfile-override.ts';
import { mayNameCommand } from './command-word.ts';
import { endOfPatience } from './patience.ts';
import { type Output, processOutput, reportFailure } from './output.ts';
import { createProgram, type GweFlags, readFlags } from './program.ts';

// Who reads the output may stop reading, as `head` does: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

async function main(argv: readonly string[]): Promise<number> {
  const paths = gatewayPaths(readRoot(process.env['GWE_ROOT']));
  let exitCode = 0;
  const program = createProgram(packageJson.version).exitOverride();
  program.action(async () => {
    rejectUnknownCommand(program);
    const flags = readFlags(program);
    if (flags.buildApp === undefined && (flags.appName ?? flags.appVersion) !== undefined) {
      program.error('error: --app-name and --app-version say what --build-app is to build: give that, too');
    }
    exitCode = await act(flags, paths, processOutput);
  });
  if (mayNameCommand(argv)) {
    const { addCommands } = await import('./commands/index.ts');
    addCommands(program, {
      paths,
      version: packageJson.version,
      output: processOutput,
      // Only who uses it takes over what Ctrl-C does.
      get signal() {
        return endOfPatience();
      },
      async withGateway(use) {
        const { withGateway } = await import('./run.ts');
        return withGateway(paths, packageJson.version, {}, use);
      },
      setExitCode: (code) => {
        exitCode = code;
      },
    });
  }
  const longOptions = program.options.flatMap(({ long }) => (typeof long === 'string' ? [long] : [])).concat('--help');
  try {
    await program.parseAsync(expandAbbreviations(argv, longOptions), { from: 'user' });
  } catch (error) {
    // Commander has said on its own what is wrong; help and version are no failures.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return exitCode;
}

/** Without a subcommand the options say what to do; a word among them is a subcommand that does not exist. */
function rejectUnknownCommand(program: Command): void {
  const [word] = program.args;
  if (word === undefined) return;
  const near = nearestKey(
    word,
    program.commands.map((command) => command.name()),
  );
  program.error(
    `error: unknown command '${word}'${near === undefined ? '' : ` (did you mean ${near}?)`}. See: gwe --help`,
  );
}

/** An empty variable counts as none: it must not make the paths relative to wherever this was started. */
function readRoot(prefix = ''): string {
  return prefix === '' ? '/' : resolve(prefix);
}

/** Does what the flags ask for; without any, runs the engine. Each part is loaded when it is wanted. */
async function act(flags: GweFlags, paths: GatewayPaths, output: Output): Promise<number> {
  const { show } = await import('./show.ts');
  const shown = await show(flags, paths, output);
  const { configure } = await import('./configure.ts');
  const configured = await configure(flags, paths, output);
  if (flags.createBuildfile === true) {
    const { createBuildfile } = await import('./create-buildfile.ts');
    return createBuildfile(process.stdin, output);
  }
  const packaged = await actOnPackages(flags, paths, output);
  if (packaged !== undefined) return packaged;
  if (flags.downloadLatest !== undefined) {
    const { downloadLatest } = await import('./download-latest.ts');
    return downloadLatest(flags.downloadLatest, paths, output, endOfPatience());
  }
  if ((shown || configured) && flags.once !== true) return 0;
  const { runEngine } = await import('./run.ts');
  return runEngine(paths, packageJson.version, flags, output);
}

/** Builds, checks or installs. Undefined when nothing of that was asked for. */
async function actOnPackages(flags: GweFlags, paths: GatewayPaths, output: Output): Promise<number | undefined> {
  const { buildApp: build, checkBuildfile, checkTarball, installApps: tarballs } = flags;
  if ((build ?? checkBuildfile ?? checkTarball ?? tarballs) === undefined) return undefined;
  const { buildApp, checkFile, installApps } = await import('./packages.ts');
  const { inheritedEnv, withGateway } = await import('./run.ts');
  if (build !== undefined) return buildApp(buildWish(flags), inheritedEnv(), output);
  if (checkBuildfile !== undefined) return checkFile('buildfile', checkBuildfile, paths.logDir, output);
  if (checkTarball !== undefined) return checkFile('tarball', checkTarball, paths.logDir, output);
  if (tarballs === undefined) return undefined;
  return withGateway(paths, packageJson.version, flags, ({ installer }) => installApps(tarballs, installer, output));
}

function buildWish({ buildApp: buildfile, appName, appVersion }: GweFlags): BuildWish {
  return {
    ...(typeof buildfile === 'string' ? { buildfile } : {}),
    ...(appName === undefined ? {} : { name: appName }),
    ...(appVersion === undefined ? {} : { version: appVersion }),
  };
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => reportFailure(error, processOutput));
