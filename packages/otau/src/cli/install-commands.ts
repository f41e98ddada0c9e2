import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { isOtauError, toOtauError } from '../errors.ts';
import { type InstallRequest } from '../install/api.ts';
import { findPackages, selectNewest } from '../offline/packages.ts';
import { type CliContext } from './context.ts';
import { rehearse } from './dry-run.ts';
import { INSTALL_HELP } from './install-help.ts';
import { formatTable } from './output.ts';
import { showProgress } from './progress.ts';
import { openRoot, type RootOptions } from './root.ts';

/** What `install` is told. */
interface InstallOptions extends RootOptions {
  readonly root: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `install`, `list`, `rollback`, `uninstall`, `recover`: a gateway's apps below any folder. */
export function addInstallCommands(program: Command, context: CliContext): void {
  const { output, cwd, signal, fail } = context;
  const root = (): Option =>
    new Option('--root <folder>', 'the prefix of all paths of the gateway').makeOptionMandatory();
  const dryRun = (): Option => new Option('--dry-run', 'say what would be done, and change nothing');
  const json = (): Option => new Option('--json', 'print JSON');

  /** Runs `work` with progress on stderr. */
  async function withProgress<T>(work: () => Promise<T>): Promise<T> {
    const end = showProgress((text) => {
      output.raw(text);
    }, context.isTerminal);
    try {
      return await work();
    } finally {
      end();
    }
  }

  program
    .command('install <packages...>')
    .description('Installs packages, or all packages of a folder such as a USB stick, as a gateway would.')
    .addOption(root())
    .option(
      '--keys <keys>',
      'trusted keys: a key set, a .pub file, or a key; default: ROOT/etc/gateway-engine/keys.json',
    )
    .addOption(
      new Option('--signatures <policy>', 'default: ifPresent where there are keys, else off').choices([
        'off',
        'ifPresent',
        'required',
      ]),
    )
    .option('--force', 'install also what is older or in quarantine')
    .addOption(dryRun())
    .addOption(json())
    .addHelpText('after', INSTALL_HELP.install)
    .action(async (sources: readonly string[], options: InstallOptions) => {
      const paths = (await Promise.all(sources.map((source) => pathsOf(resolve(cwd, source))))).flat();
      const opened = await openRoot(resolve(cwd, options.root), options, context);
      if (options.dryRun === true) {
        for (const path of paths) await rehearse(path, opened, context);
        return;
      }
      const requests: readonly InstallRequest[] = paths.map((path) => ({ path, force: options.force === true }));
      const results = await withProgress(() => opened.installer.installAll(requests, { signal }));
      for (const result of results) {
        if ('report' in result) {
          const { name, version, outcome, exitCode } = result.report;
          output.print(options.json === true ? JSON.stringify(result.report) : `${name} ${version}: ${outcome}`);
          if (exitCode !== 0) output.note(`${name} ended with exit code ${exitCode}: ${outcome} wanted`);
        } else {
          if (!isOtauError(result.error)) throw result.error;
          output.note(`otau: ${result.error.message} (${result.error.code})`);
          fail();
        }
      }
    });
  program
    .command('list')
    .description('Lists what is installed, and what could be rolled back.')
    .addOption(root())
    .addOption(json())
    .addHelpText('after', INSTALL_HELP.list)
    .action(async (options: InstallOptions) => {
      const { installer } = await openRoot(resolve(cwd, options.root), options, context);
      const apps = await installer.inventory();
      if (options.json === true) output.print(JSON.stringify(apps));
      else if (apps.length === 0) output.note('Nothing is installed.');
      else {
        const rows = apps.map(({ name, version, kind, installedAt, signedBy, previous }) => [
          ...[name, version, kind, new Date(installedAt).toISOString()],
          ...[signedBy?.join(' ') ?? '-', previous?.version ?? '-'],
        ]);
        const table = formatTable([['NAME', 'VERSION', 'KIND', 'INSTALLED', 'SIGNED BY', 'PREVIOUS'], ...rows]);
        for (const line of table) output.print(line);
      }
    });
  program
    .command('rollback <name>')
    .description('Goes back to the version before.')
    .addOption(root())
    .addOption(dryRun())
    .addHelpText('after', INSTALL_HELP.rollback)
    .action(async (name: string, options: InstallOptions) => {
      const { installer } = await openRoot(resolve(cwd, options.root), options, context);
      const app = (await installer.inventory()).find((entry) => entry.name === name);
      if (options.dryRun === true && app?.previous !== undefined) {
        output.print(`would go back from ${name} ${app.version} to ${app.previous.version}`);
        return;
      }
      const report = await withProgress(() => installer.rollback(name, { signal }));
      output.print(`${name} ${report.version}: ${report.outcome}`);
    });
  program
    .command('uninstall <name>')
    .description("Runs the app's uninstall.sh, if it has one, and removes all that is kept of the app.")
    .addOption(root())
    .addOption(dryRun())
    .addHelpText('after', INSTALL_HELP.uninstall)
    .action(async (name: string, options: InstallOptions) => {
      const { installer } = await openRoot(resolve(cwd, options.root), options, context);
      const app = (await installer.inventory()).find((entry) => entry.name === name);
      if (options.dryRun === true && app !== undefined) {
        output.print(`would remove ${name} ${app.version}`);
        return;
      }
      const { version } = await withProgress(() => installer.uninstall(name, { signal }));
      output.print(`${name} ${version}: removed`);
    });
  program
    .command('recover')
    .description('Ends what a power cut has interrupted. Every other command begins with it, too.')
    .addOption(root())
    .addOption(dryRun())
    .addHelpText('after', INSTALL_HELP.recover)
    .action(async (options: InstallOptions) => {
      const { installer } = await openRoot(resolve(cwd, options.root), options, context);
      if (options.dryRun === true) {
        const pending = await installer.pending();
        if (pending === undefined) output.print('nothing was interrupted');
        else output.print(`${pending.action} of ${pending.name} ${pending.version} was interrupted: ${pending.state}`);
        return;
      }
      const reports = await withProgress(() => installer.recover({ signal }));
      for (const { name, version, action, outcome } of reports) {
        output.print(`${action} of ${name} ${version}: ${outcome}`);
      }
    });
}

/** A package, or all packages of a folder. */
async function pathsOf(path: string): Promise<readonly string[]> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (error) {
    throw toOtauError(error, `looking for ${path}`);
  }
  if (!isFolder) return [path];
  return selectNewest(await findPackages(path)).map(({ fileName }) => join(path, fileName));
}
