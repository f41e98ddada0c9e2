import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { publishConf } from '../diagnostics.ts';
import { refuseConf } from '../error.ts';
import { readText, replaceFile, syncFolder, systemCode, withFile, writePrivate } from '../files.ts';
import { explainProgramName, RESERVED_PROGRAM_NAMES } from '../program/name.ts';
import { createTurns } from '../turns.ts';
import { readProgramText } from './program-text.ts';
import { checkDuplicates, checkLogFolders, checkUser, readConf } from './surroundings.ts';
import { runValidator, type ValidatorOptions } from './validator.ts';

/** Where confs lie and how they are checked. */
export interface ConfFolderOptions extends ValidatorOptions {
  /** The folder that supervisord includes as `*.conf`, such as `/etc/supervisor/conf.d`. Must exist. */
  readonly dir: string;
  /** supervisord's main conf: its `environment` and its programs are taken into account. */
  readonly mainConfPath?: string;
  /** Names that cannot be written or removed. Default {@link RESERVED_PROGRAM_NAMES}. */
  readonly reservedNames?: readonly string[];
  /** Variables that `%(ENV_NAME)s` may use, see `ProgramOptions`. Default `PATH`. */
  readonly environmentNames?: readonly string[];
}

/** Options of every asynchronous call. An abort rejects with `signal.reason`. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Who approved a conf: supervisord's own parser, or, on a machine without Python, the checks of this package alone. */
export type CheckedBy = 'supervisor' | 'typescript';

/** What became of a conf. */
export interface WriteResult {
  readonly path: string;
  /** False when the file already held this text; then nothing was written. */
  readonly changed: boolean;
  readonly checkedBy: CheckedBy;
}

/** The folder of confs: no file in it is ever partly written, unchecked, or not one program of its own name. */
export interface ConfFolder {
  readonly dir: string;
  /** Checks a conf where the include cannot see it. Changes nothing. */
  check(name: string, text: string, options?: CallOptions): Promise<{ readonly checkedBy: CheckedBy }>;
  /** Checks a conf, then puts it into `NAME.conf`, atomically and durably. supervisord reads it at the next update. */
  write(name: string, text: string, options?: CallOptions): Promise<WriteResult>;
  /** Removes `NAME.conf` durably; false when there was none. */
  remove(name: string, options?: CallOptions): Promise<boolean>;
  /** Names of all programs with a file here, sorted. */
  list(options?: CallOptions): Promise<readonly string[]>;
  has(name: string, options?: CallOptions): Promise<boolean>;
}

/** Opens a folder of confs. Every method rejects with SupervisorBridgeError. */
export function createConfFolder(options: ConfFolderOptions): ConfFolder {
  const { dir, mainConfPath } = options;
  const turns = createTurns();
  const pathOf = (name: string): string => join(dir, `${name}.conf`);
  const assertName = (name: string): void => {
    const problem = explainProgramName(name, options.reservedNames ?? RESERVED_PROGRAM_NAMES);
    if (problem !== undefined) throw refuseConf('The program', [{ line: 0, key: 'name', message: problem }]);
  };

  const validate = async (name: string, text: string, signal: AbortSignal | undefined): Promise<CheckedBy> => {
    assertName(name);
    const document = readProgramText(name, text, options.environmentNames);
    const findings = [
      ...(await checkLogFolders({ name, document, here: dir }, false)),
      ...(await checkDuplicates(name, dir, mainConfPath)),
    ];
    if (findings.length > 0) throw refuseConf(`The conf of ${JSON.stringify(name)}`, findings);
    const verdict = await stage(name, text, signal);
    if (verdict === 'accepted') return 'supervisor';
    if (verdict !== 'absent') throw refuseConf(`The conf of ${JSON.stringify(name)}`, [verdict]);
    const unknown = [
      ...(await checkLogFolders({ name, document, here: dir }, true)),
      ...(await checkUser(name, document)),
    ];
    if (unknown.length > 0) throw refuseConf(`The conf of ${JSON.stringify(name)}`, unknown);
    return 'typescript';
  };

  const stage = async (
    name: string,
    text: string,
    signal: AbortSignal | undefined,
  ): ReturnType<typeof runValidator> => {
    const environment =
      mainConfPath === undefined ? undefined : (await readConf(mainConfPath))?.get('supervisord', 'environment');
    // In the same folder, so that %(here)s means the same; with a dot, so that the include skips it (supervisord 2).
    const path = join(dir, `.${name}.check.tmp`);
    // Only with an include does supervisord replace %(here)s as it does in a file that it includes.
    const include = `[include]\nfiles = .none\n`;
    const main = `[supervisord]\n${environment === undefined ? '' : `environment = ${environment.replaceAll('\n', '\n    ')}\n`}`;
    try {
      await writePrivate(path, `${main}${include}${text}`, false);
      const verdict = await runValidator(path, options, signal);
      return typeof verdict === 'string'
        ? verdict
        : { ...verdict, message: verdict.message.replaceAll(path, pathOf(name)) };
    } finally {
      await rm(path, { force: true });
    }
  };

  const guarded = <T>(what: string, { signal }: CallOptions, task: () => Promise<T>): Promise<T> =>
    turns.run(() => withFile(what, task), signal);

  return {
    dir,
    check: (name, text, call = {}) =>
      guarded(`Cannot check the conf of ${JSON.stringify(name)} in ${dir}`, call, async () => ({
        checkedBy: await validate(name, text, call.signal),
      })),
    write: (name, text, call = {}) =>
      guarded(`Cannot write ${pathOf(name)}`, call, async () => {
        const checkedBy = await validate(name, text, call.signal);
        const path = pathOf(name);
        const changed = (await readText(path)) !== text;
        call.signal?.throwIfAborted();
        if (changed) await replaceFile(path, text);
        publishConf({ event: 'written', name, path, changed, checkedBy });
        return { path, changed, checkedBy };
      }),
    remove: (name, call = {}) =>
      guarded(`Cannot remove ${pathOf(name)}`, call, async () => {
        assertName(name);
        const path = pathOf(name);
        const existed = await isRegularFile(path);
        if (!existed) return false;
        await rm(path);
        await syncFolder(dir); // after this a power cut does not bring the program back
        publishConf({ event: 'removed', name, path });
        return true;
      }),
    list: (call = {}) =>
      guarded(`Cannot list ${dir}`, call, async () =>
        (await readdir(dir, { withFileTypes: true }))
          .filter((entry) => entry.isFile() && entry.name.endsWith('.conf'))
          .map((entry) => entry.name.slice(0, -'.conf'.length))
          .filter((name) => explainProgramName(name, []) === undefined)
          .sort(),
      ),
    has: (name, call = {}) =>
      guarded(`Cannot look for ${pathOf(name)}`, call, async () =>
        explainProgramName(name, []) === undefined ? isRegularFile(pathOf(name)) : false,
      ),
  };
}

async function isRegularFile(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}
