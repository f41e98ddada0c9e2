import { resolve } from 'node:path';

import { buildPackage, checkBuildfile, checkPackage, type Finding, type Installer } from '@gateway-engine/otau';
import { generateProgram } from '@gateway-engine/supervisor-bridge';

import { formatFailed, formatInstalled } from '../update/fetch-status.ts';
import { type BuildWish, withBuildfile } from './buildfile-override.ts';
import type { Output } from './output.ts';

/** `gwe --build-app`: the tarball's full path on stdout and nothing else there, so that a script can use it (gwe 11). */
export async function buildApp(
  wish: BuildWish,
  env: Readonly<Record<string, string>>,
  output: Output,
): Promise<number> {
  const built = await withBuildfile(wish, (buildfilePath) =>
    buildPackage({
      buildfilePath,
      env,
      // Build commands may ask the developer something (gwe 106).
      stdin: 'inherit',
      onOutput: (text) => {
        process.stderr.write(text);
      },
    }),
  );
  output.print(`${built.path}\n`);
  return 0;
}

/** `gwe --check-buildfile` and `--check-tarball`: `[PASS]`, or every finding (gwe 21, 22). */
export async function checkFile(
  kind: 'buildfile' | 'tarball',
  path: string,
  logDir: string,
  output: Output,
): Promise<number> {
  // The very rules that decide on the gateway whether supervisord gets to see the conf.
  const checkConf = (name: string, appConf: string): Promise<void> =>
    Promise.resolve(void generateProgram({ name, appConf, logDir }));
  const { ok, findings } = await (kind === 'buildfile'
    ? checkBuildfile(resolve(path))
    : checkPackage(resolve(path), { checkConf }));
  for (const finding of findings) output.print(`${formatFinding(finding)}\n`);
  output.print(ok ? '[PASS]\n' : '[FAIL]\n');
  return ok ? 0 : 1;
}

function formatFinding({ severity, code, entry, message }: Finding): string {
  return `${severity}: ${entry === undefined ? '' : `${entry}: `}${message} (${code})`;
}

/** `gwe --install-apps`: the tarballs in their order, by the installer that updates over the air use (gwe 12). */
export async function installApps(tarballs: readonly string[], installer: Installer, output: Output): Promise<number> {
  for (const tarball of tarballs) {
    try {
      const report = await installer.install({ path: resolve(tarball) }, {});
      output.print(`${formatInstalled(report, undefined)}\n`);
    } catch (error) {
      output.warn(formatFailed(tarball, error));
      const left = tarballs.slice(tarballs.indexOf(tarball) + 1);
      // Later packages may stand on this one; by hand, the operator is there to decide.
      if (left.length > 0) output.warn(`stopped; not attempted: ${left.join(', ')}`);
      return 1;
    }
  }
  return 0;
}
