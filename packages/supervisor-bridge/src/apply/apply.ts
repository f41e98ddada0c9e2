import { join } from 'node:path';
import type { SupervisorDriver, UpdateResult } from '../control/control.ts';
import { isSupervisorBridgeError, refuseConf, type SupervisorBridgeError } from '../error.ts';
import { readText, withFile } from '../files.ts';
import type { ConfFolder } from '../folder/conf-folder.ts';
import { explainProgramName, RESERVED_PROGRAM_NAMES } from '../program/name.ts';
import { planConfs, planGroups } from './plan.ts';

/** A program that shall run. */
export interface DesiredProgram {
  readonly name: string;
  /** The text of its conf file, as `generateProgram` and `defineProgram` write it. */
  readonly conf: string;
}

/** What programs are applied to. */
export interface ApplyTarget {
  readonly folder: ConfFolder;
  readonly control: Pick<SupervisorDriver, 'reread' | 'update'>;
}

export interface ApplyOptions {
  /**
   * Names that are not touched although nobody desires them, such as the gateway's own programs. Default
   * {@link RESERVED_PROGRAM_NAMES}.
   */
  readonly keep?: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for one change of one program; above its `stopwaitsecs`. Default that of the driver. */
  readonly timeoutMs?: number;
}

/** One program that could not be brought into its place. The others were. */
export interface ApplyFailure {
  readonly name: string;
  readonly error: SupervisorBridgeError;
}

/** What was changed, by program. Nothing where everything was in its place. */
export interface ApplyResult extends UpdateResult {
  readonly failures: readonly ApplyFailure[];
}

/**
 * Makes the programs of a folder exactly those that are desired, by the smallest change: what is already so is not
 * touched, and supervisord is never reloaded (supervisord 5). Confs are all checked before the first is written. The
 * folder itself is the journal: cut off anywhere and repeated, this does what is left. A program that cannot be stopped
 * does not hinder the others.
 *
 * @throws SupervisorBridgeError SUPERVISOR_CONF_REFUSED with nothing changed; SUPERVISOR_CONF_BROKEN where another file
 *   keeps supervisord from rereading; TypeError for a name that is there twice.
 */
export async function applyPrograms(
  { folder, control }: ApplyTarget,
  desired: readonly DesiredProgram[],
  options: ApplyOptions = {},
): Promise<ApplyResult> {
  const { keep = RESERVED_PROGRAM_NAMES, signal } = options;
  const wanted = indexByName(desired, keep);
  const fresh = await selectFresh(folder, wanted);
  for (const [name, conf] of fresh) await folder.check(name, conf, { signal });
  const { removed: doomed } = planConfs(wanted, await folder.list({ signal }), keep);
  for (const name of doomed) await folder.remove(name, { signal });
  for (const [name, conf] of fresh) await folder.write(name, conf, { signal });

  // Not what was written just now counts, but what supervisord runs: an earlier try may have been cut off in between.
  const call = { signal, ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }) };
  const steps = planGroups(await control.reread(call), keep);
  const done: Record<keyof UpdateResult, string[]> = { added: [], changed: [], removed: [] };
  const failures: ApplyFailure[] = [];
  for (const { kind, name } of steps) {
    try {
      await control.update([name], call);
      done[kind].push(name);
    } catch (error) {
      const isItsOwn = isSupervisorBridgeError(error) && error.code === 'SUPERVISOR_STOP_FAILED';
      if (!isItsOwn) throw error;
      failures.push({ name, error });
    }
  }
  return { ...done, failures };
}

/** What the folder does not hold already: a check costs a run of Python. */
async function selectFresh(
  { dir }: ConfFolder,
  wanted: ReadonlyMap<string, string>,
): Promise<readonly (readonly [string, string])[]> {
  const fresh: (readonly [string, string])[] = [];
  for (const [name, conf] of wanted) {
    const path = join(dir, `${name}.conf`);
    if ((await withFile(`Cannot read ${path}`, () => readText(path))) !== conf) fresh.push([name, conf]);
  }
  return fresh;
}

function indexByName(desired: readonly DesiredProgram[], keep: readonly string[]): ReadonlyMap<string, string> {
  const wanted = new Map(desired.map(({ name, conf }) => [name, conf]));
  if (wanted.size !== desired.length) throw new TypeError('a program is desired twice: give each name once');
  for (const name of wanted.keys()) {
    const problem = explainProgramName(name, keep);
    if (problem !== undefined) throw refuseConf('The program', [{ line: 0, key: 'name', message: problem }]);
  }
  return wanted;
}
