import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Finding, isOtauError, toOtauError } from '../errors.ts';
import { type PackageName, type PackageNameOptions } from '../package/name.ts';
import { type Buildfile, parseBuildfile } from './buildfile.ts';
import { isGlob } from './glob.ts';
import { selectFiles } from './selection.ts';

/** What {@link checkBuildfile} found. */
export interface BuildfileCheck {
  /** Whether no finding is an error. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  /** Undefined if the buildfile does not say a valid one. */
  readonly package: PackageName | undefined;
}

/** Options of {@link checkBuildfile}. */
export interface BuildfileCheckOptions extends PackageNameOptions {
  readonly signal?: AbortSignal;
}

/**
 * Checks a buildfile without running or writing anything (otau 1.6; gwe 21, 108). A missing file is only a warning
 * where pre-build commands may still make it (gwe 105). Rejects only if the buildfile cannot be read.
 */
export async function checkBuildfile(path: string, options: BuildfileCheckOptions = {}): Promise<BuildfileCheck> {
  let text: string;
  try {
    text = await readFile(path, {
      encoding: 'utf8',
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    throw toOtauError(error, `checking ${path}`, options.signal);
  }
  let buildfile: Buildfile;
  try {
    buildfile = parseBuildfile(text, options);
  } catch (error) {
    if (!isOtauError(error)) throw error;
    return { ok: false, findings: error.findings, package: undefined };
  }
  const findings = [...(await missingIncludes(buildfile, dirname(path))), ...installerFinding(buildfile)];
  return { ok: findings.every(({ severity }) => severity !== 'error'), findings, package: buildfile.package };
}

async function missingIncludes(buildfile: Buildfile, folder: string): Promise<readonly Finding[]> {
  const mayAppear = buildfile.preBuildCommands.length > 0;
  const findings: Finding[] = [];
  for (const include of buildfile.includes) {
    if ((await matches(folder, include)) > 0) continue;
    findings.push({
      severity: mayAppear || isGlob(include) ? 'warning' : 'error',
      code: 'include-missing',
      entry: 'includes',
      message: `"${include}" matches nothing in ${folder}${mayAppear ? ' before the pre-build commands' : ''}.`,
    });
  }
  return findings;
}

async function matches(folder: string, include: string): Promise<number> {
  try {
    return (await selectFiles(folder, { includes: [include], excludes: [] })).length;
  } catch (error) {
    if (isOtauError(error)) return 0;
    throw error;
  }
}

function installerFinding({ includes }: Buildfile): readonly Finding[] {
  if (includes.some((include) => isGlob(include) || /(^|\/)(install\.sh|setup\.py|\.)$/.test(include))) return [];
  return [
    {
      severity: 'warning',
      code: 'no-installer',
      entry: 'includes',
      message: 'Neither install.sh nor setup.py is included by name; a package needs one of them.',
    },
  ];
}
