import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { buildPackage } from '../build/build.ts';
import { checkBuildfile } from '../build/check-buildfile.ts';
import { type Finding } from '../errors.ts';
import { checkPackage } from '../package/check.ts';
import { type AppKind } from '../scaffold/app-files.ts';
import { createApp } from '../scaffold/create-app.ts';
import { type AppLanguage } from '../scaffold/programs.ts';
import { formatConf } from './conf-host.ts';
import { type CliContext } from './context.ts';
import { formatFinding } from './output.ts';

/** `create`, `build`, `check`: from nothing to a package that a gateway takes. */
export function addAppCommands(program: Command, { output, env, cwd, fail }: CliContext): void {
  program
    .command('create <name>')
    .description('Writes the files of a new app: installer, program, supervisor.conf, buildfile, README.')
    .option('--folder <folder>', 'where to; default: a new folder with the name of the app')
    .addOption(new Option('--kind <kind>', 'runs for ever, or once').choices(['program', 'one-off']).default('program'))
    .addOption(new Option('--language <language>', 'of a program').choices(['sh', 'python', 'node']).default('sh'))
    .option('--app-version <version>', 'first version', '1')
    .addHelpText('after', CREATE_HELP)
    .action(async (name: string, options: CreateOptions) => {
      const { kind, language, appVersion: version } = options;
      const folder = resolve(cwd, options.folder ?? name);
      const { buildfilePath, files } = await createApp({ folder, name, version, kind, language });
      output.print(buildfilePath);
      output.note(`Written: ${files.join(', ')}. Next: otau build ${buildfilePath}`);
    });
  program
    .command('build [buildfile]')
    .description('Builds NAME.vVERSION.tar.gz from a buildfile and checks it. The same files give the same bytes.')
    .option('--out <folder>', 'where to; default: the folder of the buildfile')
    .option('--json', 'print path, sha256, size and findings')
    .addHelpText('after', BUILD_HELP)
    .action(async (buildfile: string | undefined, options: { readonly out?: string; readonly json?: boolean }) => {
      const built = await buildPackage({
        buildfilePath: resolve(cwd, buildfile ?? 'gwe-buildfile.json'),
        ...(options.out === undefined ? {} : { outDir: resolve(cwd, options.out) }),
        env: Object.fromEntries(
          Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
        ),
        stdin: 'inherit', // build commands may ask the developer something (gwe 106)
        onOutput: (chunk) => {
          output.note(Buffer.from(chunk).toString().trimEnd());
        },
      });
      for (const finding of built.findings) output.note(formatFinding(finding));
      output.print(options.json === true ? JSON.stringify(built) : built.path);
    });
  program
    .command('check <files...>')
    .description(
      "Checks packages (.tar.gz) and buildfiles (.json) with the gateway's own rules. Reports every finding.",
    )
    .option('--json', 'print the findings as JSON, one line for each file')
    .addHelpText('after', CHECK_HELP)
    .action(async (files: readonly string[], { json }: { readonly json?: boolean }) => {
      for (const file of files) {
        const { ok, findings } = await checkFile(resolve(cwd, file));
        if (json === true) output.print(JSON.stringify({ file, ok, findings }));
        else for (const finding of findings) output.print(`${file}: ${formatFinding(finding)}`);
        if (json !== true) output.print(`${file}: ${ok ? '[PASS]' : '[FAIL]'}`);
        if (!ok) fail();
      }
    });
}

interface CreateOptions {
  readonly folder?: string;
  readonly kind: AppKind;
  readonly language: AppLanguage;
  readonly appVersion: string;
}

async function checkFile(path: string): Promise<{ readonly ok: boolean; readonly findings: readonly Finding[] }> {
  if (path.endsWith('.json')) return checkBuildfile(path);
  return checkPackage(path, { checkConf: (name, conf) => Promise.resolve(void formatConf(name, conf)) });
}

const CREATE_HELP = `
Examples:
  otau create coffee                     a program in sh, in ./coffee
  otau create coffee --language python   the same in Python
  otau create diagnose --kind one-off    a script that runs once

Exit codes:
  0  written    1  the name is invalid, or a file exists already    2  wrong arguments`;

const BUILD_HELP = `
Examples:
  otau build                             builds from ./gwe-buildfile.json
  scp "$(otau build)" gateway:           stdout is the path of the package, and nothing else

Exit codes:
  0  built    1  it could not be built, or a gateway would refuse it    2  wrong arguments`;

const CHECK_HELP = `
Examples:
  otau check coffee.v1.tar.gz
  otau check gwe-buildfile.json
  otau check --json *.tar.gz | jq -r 'select(.ok | not) | .file'

Exit codes:
  0  no errors (warnings are printed)    1  a gateway would refuse one of them    2  wrong arguments`;
