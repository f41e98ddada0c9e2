import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type ArchiveLimits } from '../archive/limits.ts';
import { type Clock, systemClock } from '../clock.ts';
import { syncDirectory, temporaryName } from '../durable.ts';
import { type Finding, OtauError, toOtauError } from '../errors.ts';
import { checkPackage } from '../package/check.ts';
import { type PackageNameOptions } from '../package/name.ts';
import { type WrittenArchive, writeArchive } from './archive-writer.ts';
import { type Buildfile, parseBuildfile } from './buildfile.ts';
import { type CommandOptions, runBuildCommands } from './build-commands.ts';
import { selectFiles } from './selection.ts';

/** Options of {@link buildPackage}. */
export interface BuildOptions extends PackageNameOptions {
  readonly buildfilePath: string;
  /** Default: the buildfile's folder. */
  readonly outDir?: string;
  /** Environment of the build commands (gwe 106). Default: a standard `PATH` alone. */
  readonly env?: Readonly<Record<string, string>>;
  /** `inherit` lets build commands prompt (gwe 106). Default: `ignore`. */
  readonly stdin?: 'inherit' | 'ignore';
  /** Gets what build commands print; it never goes to our own stdout (gwe 11). */
  readonly onOutput?: (chunk: Uint8Array) => void;
  /** Bound on each build command. Default: {@link BUILD_DEFAULTS}. */
  readonly commandTimeoutMs?: number;
  readonly limits?: Partial<ArchiveLimits>;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/** A built package. */
export interface BuildResult extends WrittenArchive {
  /** Absolute path of the tarball. */
  readonly path: string;
  /** Number of entries. */
  readonly entries: number;
  /** Warnings of the check that every build ends with. */
  readonly findings: readonly Finding[];
}

/** Defaults of {@link BuildOptions}. */
export const BUILD_DEFAULTS: { readonly commandTimeoutMs: number } = Object.freeze({ commandTimeoutMs: 1_800_000 });

/**
 * Builds `NAME.vVERSION.tar.gz` (otau 1.4, 1.5; gwe 103–107): pre-build commands, selection, packing, the device's own
 * check, post-build commands. Post-build commands run also when the build failed. A package that a device would refuse
 * is not left behind. Rejects with `OTAU_BUILDFILE_INVALID` or `OTAU_BUILD_FAILED`.
 */
export async function buildPackage(options: BuildOptions): Promise<BuildResult> {
  const { signal, clock = systemClock, commandTimeoutMs = BUILD_DEFAULTS.commandTimeoutMs } = options;
  const buildfilePath = resolve(options.buildfilePath);
  const folder = dirname(buildfilePath);
  const doing = `building from ${buildfilePath}`;
  try {
    const buildfile = parseBuildfile(await readFile(buildfilePath, 'utf8'), options);
    const commands: CommandOptions = { ...options, clock, timeoutMs: commandTimeoutMs, cwd: folder };
    let result: BuildResult;
    try {
      await runBuildCommands(buildfile.preBuildCommands, 'pre_build_cmds', commands);
      result = await packAndCheck(buildfile, folder, options);
    } catch (error) {
      // The build's own failure is what matters; cleaning up after it may fail for the very same reason.
      await runBuildCommands(buildfile.postBuildCommands, 'post_build_cmds', commands).catch(() => undefined);
      throw error;
    }
    await runBuildCommands(buildfile.postBuildCommands, 'post_build_cmds', commands);
    return result;
  } catch (error) {
    throw toOtauError(error, doing, signal);
  }
}

async function packAndCheck(buildfile: Buildfile, folder: string, options: BuildOptions): Promise<BuildResult> {
  const { fileName } = buildfile.package;
  const outDir = resolve(options.outDir ?? folder);
  const path = join(outDir, fileName);
  const staged = temporaryName(path);
  await mkdir(outDir, { recursive: true });
  const paths = await selectFiles(folder, {
    includes: buildfile.includes,
    // An earlier result of this very build must not change the next one.
    excludes: outDir === folder ? [...buildfile.excludes, fileName] : buildfile.excludes,
  });
  try {
    const written = await writeStaged(folder, paths, staged, options.signal);
    const findings = await verify(staged, buildfile, options);
    await rename(staged, path);
    await syncDirectory(outDir); // makes the name durable; the content was synced when it was written
    return { path, ...written, entries: paths.length, findings };
  } catch (error) {
    await rm(staged, { force: true });
    throw error;
  }
}

async function writeStaged(
  folder: string,
  paths: readonly string[],
  staged: string,
  signal: AbortSignal | undefined,
): Promise<WrittenArchive> {
  const file = await open(staged, 'wx', 0o644);
  try {
    const written = await writeArchive(folder, paths, file, signal);
    await file.sync(); // the content is durable before the name points at it
    return written;
  } finally {
    await file.close();
  }
}

async function verify(staged: string, buildfile: Buildfile, options: BuildOptions): Promise<readonly Finding[]> {
  const { limits, signal, clock } = options;
  const { findings } = await checkPackage(staged, {
    ...(limits === undefined ? {} : { limits }),
    ...(signal === undefined ? {} : { signal }),
    ...(clock === undefined ? {} : { clock }),
  });
  const relevant = findings.filter(({ code }) => code !== 'OTAU_NAME_INVALID'); // the staged file's own name
  const errors = relevant.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return relevant;
  const messages = errors.map(({ message }) => message).join(' ');
  throw new OtauError('OTAU_BUILD_FAILED', `${buildfile.package.fileName} would be refused: ${messages}`, {
    findings: relevant,
  });
}
