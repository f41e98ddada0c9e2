import { lstat, mkdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { publishQuarantine } from '../diagnostics.ts';
import { type Finding, SupervisorBridgeError } from '../error.ts';
import { replaceFile, syncFolder, withFile } from '../files.ts';
import type { CallOptions, CheckedBy } from '../folder/conf-folder.ts';
import { runValidator, type ValidatorOptions } from '../folder/validator.ts';
import { findCulprit } from './complaint-file.ts';
import { findHazard, findMistake, listIncluded } from './inspect.ts';
import { refusesAlone } from './alone.ts';

/** What is checked before supervisord starts. */
export interface QuarantineOptions extends ValidatorOptions {
  /** supervisord's main conf, which includes `DIR/*.conf`. */
  readonly mainConfPath: string;
  /** The included folder, such as `/etc/supervisor/conf.d`. Bad files go to `DIR/.quarantine`. */
  readonly dir: string;
  /**
   * Whether missing folders of log files are created instead: on a gateway `/var/log` is often in memory and empty after
   * a boot. Default true.
   */
  readonly createLogFolders?: boolean;
}

/** A file that was moved out of supervisord's sight. */
export interface QuarantinedConf {
  /** Its name in the folder. */
  readonly file: string;
  /** Where it is now. Beside it, `FILE.why` has the reason. */
  readonly path: string;
  readonly reason: string;
}

/** What was done so that supervisord can start. */
export interface QuarantineResult {
  readonly moved: readonly QuarantinedConf[];
  /** Folders that were created for log files. */
  readonly created: readonly string[];
  readonly checkedBy: CheckedBy;
}

/**
 * Makes sure that supervisord can start: one bad file and it would run nothing at all (supervisord 0.1, 1.7). Files that
 * would stop it are moved to `DIR/.quarantine`, which the include does not see. Costs one run of supervisord's parser
 * when all is well. Run it before supervisord, as `ExecStartPre`.
 *
 * @throws SupervisorBridgeError SUPERVISOR_CONF_BROKEN where the main conf itself, or a file elsewhere, is to blame.
 */
export async function quarantineConfs(
  options: QuarantineOptions,
  { signal }: CallOptions = {},
): Promise<QuarantineResult> {
  const { dir, mainConfPath, createLogFolders = true } = options;
  const moved: QuarantinedConf[] = [];
  const created: string[] = [];
  const files = await withFile(`Cannot read ${dir}`, () => listIncluded(dir));
  const move = async (file: string, reason: string): Promise<void> => {
    moved.push(await moveAway(dir, file, reason));
  };
  for (const file of files) {
    const hazard = await withFile(`Cannot read ${join(dir, file)}`, () => findHazard(join(dir, file)));
    if (hazard !== undefined) await move(file, hazard);
  }
  // Each round repairs one complaint; two for each file is more than there can be.
  for (let rounds = 2 * files.length + 2; rounds > 0; rounds -= 1) {
    signal?.throwIfAborted();
    const verdict = await runValidator(mainConfPath, options, signal);
    if (verdict === 'accepted') return { moved, created, checkedBy: 'supervisor' };
    if (verdict === 'absent') {
      for (const file of await listIncluded(dir)) {
        const mistake = await findMistake(dir, file);
        if (mistake !== undefined) await move(file, mistake);
      }
      return { moved, created, checkedBy: 'typescript' };
    }
    const { file, log } = findCulprit(verdict.message);
    if (file !== undefined && join(dirname(file), '/') !== join(dir, '/'))
      throw explainElsewhere(mainConfPath, verdict);
    if (log !== undefined && file !== undefined && createLogFolders && !created.includes(dirname(log))) {
      await withFile(`Cannot create ${dirname(log)}`, () => mkdir(dirname(log), { recursive: true }));
      created.push(dirname(log));
    } else if (file !== undefined) {
      await move(basename(file), verdict.message);
    } else {
      const before = moved.length;
      for (const name of await listIncluded(dir)) {
        const complaint = await refusesAlone(join(dir, name), options, signal);
        if (complaint !== undefined) await move(name, complaint);
      }
      if (moved.length === before) throw explainElsewhere(mainConfPath, verdict);
    }
  }
  throw new SupervisorBridgeError(
    'SUPERVISOR_CONF_BROKEN',
    `${mainConfPath} is refused whatever is moved out of ${dir}.`,
  );
}

function explainElsewhere(mainConfPath: string, verdict: Finding): SupervisorBridgeError {
  return new SupervisorBridgeError(
    'SUPERVISOR_CONF_BROKEN',
    `supervisord cannot start with ${mainConfPath}: ${verdict.message}. Repair it by hand.`,
    { findings: [verdict] },
  );
}

async function moveAway(dir: string, file: string, reason: string): Promise<QuarantinedConf> {
  const from = join(dir, file);
  const folder = join(dir, '.quarantine');
  const path = join(folder, file);
  await withFile(`Cannot move ${from} to ${folder}`, async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await lstat(path).catch(() => undefined))?.isDirectory() === true) await rename(path, `${path}.old`);
    await replaceFile(`${path}.why`, `${reason}\n`);
    await rename(from, path);
    await syncFolder(folder); // both folders: after a power cut the file is in one of them, whole
    await syncFolder(dir);
  });
  publishQuarantine({ file, path, reason });
  return { file, path, reason };
}
