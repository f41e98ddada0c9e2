import { type Finding, isOtauError, OtauError } from '../errors.ts';
import { formatPackageName, type PackageName, type PackageNameOptions } from '../package/name.ts';

/** What `gwe-buildfile.json` says (otau 1.4; gwe 103). */
export interface Buildfile {
  readonly package: PackageName;
  /** Globs of what goes in, relative to the buildfile's folder; a directory brings all that is below it. */
  readonly includes: readonly string[];
  /** Globs of what stays out. */
  readonly excludes: readonly string[];
  /** Shell commands run before the files are looked for. */
  readonly preBuildCommands: readonly string[];
  /** Shell commands run at the end, also when the build failed. */
  readonly postBuildCommands: readonly string[];
}

const LISTS = ['includes', 'excludes', 'pre_build_cmds', 'post_build_cmds'] as const;
const KEYS: readonly string[] = ['name', 'version', ...LISTS];

/** Reads a buildfile. Rejects with `OTAU_BUILDFILE_INVALID`, whose `findings` are all that is wrong with it. */
export function parseBuildfile(text: string, options: PackageNameOptions = {}): Buildfile {
  const findings: Finding[] = [];
  const value = parseObject(text, findings);
  const report = (entry: string, message: string) => {
    findings.push({ severity: 'error', code: 'OTAU_BUILDFILE_INVALID', entry, message });
  };
  for (const key of Object.keys(value)) {
    if (!KEYS.includes(key)) report(key, `Unknown key "${key}"; known are ${KEYS.join(', ')}.`);
  }
  const named = readName(value, report, options);
  const list = (key: (typeof LISTS)[number]) => readList(value[key], key, report);
  const includes = list('includes');
  const excludes = list('excludes');
  for (const pattern of includes) verifyPattern(pattern, 'includes', report);
  for (const pattern of excludes) verifyPattern(pattern, 'excludes', report);
  if (includes.length === 0) report('includes', 'Name what goes in, for example ["install.sh"].');
  const preBuildCommands = list('pre_build_cmds');
  const postBuildCommands = list('post_build_cmds');
  if (named === undefined || findings.length > 0) {
    const messages = findings.map(({ entry, message }) => (entry === undefined ? message : `${entry}: ${message}`));
    throw new OtauError('OTAU_BUILDFILE_INVALID', `The buildfile is invalid. ${messages.join(' ')}`, { findings });
  }
  return { package: named, includes, excludes, preBuildCommands, postBuildCommands };
}

type Report = (entry: string, message: string) => void;

function parseObject(text: string, findings: Finding[]): Readonly<Record<string, unknown>> {
  let found = 'It must be one JSON object.';
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch (error) {
    found = `It is not JSON: ${error instanceof Error ? error.message : String(error)}.`;
  }
  findings.push({ severity: 'error', code: 'OTAU_BUILDFILE_INVALID', message: found });
  return {};
}

function readName(
  value: Readonly<Record<string, unknown>>,
  report: Report,
  options: PackageNameOptions,
): PackageName | undefined {
  const { name, version } = value;
  if (typeof name !== 'string') report('name', 'It must be text.');
  if (typeof version !== 'string' && typeof version !== 'number') report('version', 'It must be text, such as "1".');
  if (typeof name !== 'string' || (typeof version !== 'string' && typeof version !== 'number')) return undefined;
  try {
    return formatPackageName(name, String(version), options);
  } catch (error) {
    if (!isOtauError(error)) throw error;
    report('name', error.message);
    return undefined;
  }
}

function readList(value: unknown, key: string, report: Report): readonly string[] {
  if (value === undefined) return [];
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (items.every((item) => typeof item === 'string')) return items.filter((item) => item !== '');
  report(key, 'It must be text or a list of texts.');
  return [];
}

function verifyPattern(pattern: string, key: string, report: Report): void {
  if (pattern.startsWith('/') || pattern.split('/').includes('..')) {
    report(key, `"${pattern}" leads out of the buildfile's folder; copy the file in with a pre-build command.`);
  }
}
