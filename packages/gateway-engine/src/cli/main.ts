#!/usr/bin/env node
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Command, CommanderError } from 'commander';

import packageJson from '../../package.json' with { type: 'json' };
import { createGatewayCfg } from '../configuration/gateway-cfg.ts';
import { nearestKey } from '../configuration/nearest-key.ts';
import { readOptionalFile } from '../durable-file.ts';
import { GatewayEngineError } from '../errors.ts';
import { readInterfaceMac } from '../identity/interface-mac.ts';
import { type GatewayPaths, gatewayPaths } from '../paths.ts';
import { expandAbbreviations } from './abbreviations.ts';
import type { BuildWish } from './buildfile-override.ts';
import { addCommands } from './commands/index.ts';
import { configure } from './configure.ts';
import { createBuildfile } from './create-buildfile.ts';
import { downloadLatest } from './download-latest.ts';
import { type Output, processOutput, reportFailure } from './output.ts';
import { buildApp, checkFile, installApps } from './packages.ts';
import { createProgram, type GweFlags, readFlags } from './program.ts';
import { endOfPatience, inheritedEnv, runEngine, withGateway } from './run.ts';

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
  addCommands(program, {
    paths,
    version: packageJson.version,
    output: processOutput,
    // Only who uses it takes over what Ctrl-C does.
    get signal() {
      return endOfPatience();
    },
    withGateway: (use) => withGateway(paths, packageJson.version, {}, use),
    setExitCode: (code) => {
      exitCode = code;
    },
  });
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

/** Does what the flags ask for; without any, runs the engine. */
async function act(flags: GweFlags, paths: GatewayPaths, output: Output): Promise<number> {
  const printed = await print(flags, paths, output);
  const configured = await configure(flags, paths, output);
  if (flags.createBuildfile === true) return createBuildfile(process.stdin, output);
  if (flags.buildApp !== undefined) return buildApp(buildWish(flags), inheritedEnv(), output);
  if (flags.downloadLatest !== undefined) return downloadLatest(flags.downloadLatest, paths, output, endOfPatience());
  if (flags.checkBuildfile !== undefined) return checkFile('buildfile', flags.checkBuildfile, paths.logDir, output);
  if (flags.checkTarball !== undefined) return checkFile('tarball', flags.checkTarball, paths.logDir, output);
  const { installApps: tarballs } = flags;
  if (tarballs !== undefined) {
    return withGateway(paths, packageJson.version, flags, ({ installer }) => installApps(tarballs, installer, output));
  }
  if ((printed || configured) && flags.once !== true) return 0;
  return runEngine(paths, packageJson.version, flags, output);
}

function buildWish({ buildApp: buildfile, appName, appVersion }: GweFlags): BuildWish {
  return {
    ...(typeof buildfile === 'string' ? { buildfile } : {}),
    ...(appName === undefined ? {} : { name: appName }),
    ...(appVersion === undefined ? {} : { version: appVersion }),
  };
}

/** Prints what was asked for. False when nothing was. */
async function print(flags: GweFlags, paths: GatewayPaths, { print: write }: Output): Promise<boolean> {
  const lines: string[] = [];
  if (flags.path === true) lines.push(dirname(fileURLToPath(import.meta.resolve('../../package.json'))));
  if (flags.engineConf === true) lines.push(await readShown(paths.engineConfig));
  if (flags.gatewayCfg === true) lines.push(await readShown(paths.gatewayCfg));
  if (flags.gatewayCik === true) {
    const { cik } = await createGatewayCfg(paths.gatewayCfg).read();
    lines.push(cik === '' ? "''" : cik);
  }
  if (flags.macAddress !== undefined) lines.push(await macAddress(flags.macAddress));
  for (const line of lines) write(`${line}\n`);
  return lines.length > 0;
}

async function readShown(path: string): Promise<string> {
  const text = await readOptionalFile(path);
  return text === undefined ? `${path} does not exist: all settings have their defaults` : text.trimEnd();
}

async function macAddress(iface: string): Promise<string> {
  const mac = await readInterfaceMac(iface);
  if (mac !== undefined) return mac;
  throw new GatewayEngineError(
    'GATEWAY_CONFIG_INVALID',
    `there is no interface ${iface} with a MAC address. See: ip link`,
  );
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => reportFailure(error, processOutput));
