import { type ControlOptions, type ProgramStatus, type UpdateResult } from '../control/control.ts';
import { SupervisorBridgeError } from '../error.ts';
import { type Ask, checkGroup } from './action.ts';
import { explainFault, FAULT } from './failure.ts';
import { itemsOf, type RpcValue } from './value.ts';

/** What an update needs of its driver. */
export interface UpdateCalls {
  readonly ask: Ask;
  readonly status: (options: ControlOptions) => Promise<readonly ProgramStatus[]>;
  readonly reread: (options: ControlOptions) => Promise<UpdateResult>;
}

/** Reads the answer of `reloadConfig`, `[[added, changed, removed]]`; undefined when it is none (supervisord 4). */
export function parseChanges(answer: RpcValue): UpdateResult | undefined {
  const lists = itemsOf(itemsOf(answer)[0]).map((list) =>
    itemsOf(list).filter((one): one is string => typeof one === 'string'),
  );
  const [added, changed, removed] = lists;
  return added === undefined || changed === undefined || removed === undefined
    ? undefined
    : { added, changed, removed };
}

/**
 * Rereads, then per group stop, remove, add, in the order removed, changed, added (supervisord 5). Cut off anywhere and
 * repeated, it does what is left: a group counts as changed until it was removed, and as added until it was added.
 */
export async function updateGroups(
  { ask, status, reread }: UpdateCalls,
  names: readonly string[],
  options: ControlOptions,
): Promise<UpdateResult> {
  const changes = await reread(options);
  const all = await status(options);
  const known = new Set([...all.map(({ group }) => group), ...changes.added]);
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) throw explainFault(`update ${names.join(' ')}`, FAULT.BAD_NAME, `no group ${unknown}`);
  const chosen = (groups: readonly string[]): readonly string[] =>
    names.length === 0 ? groups : groups.filter((group) => names.includes(group));
  const removed = chosen(changes.removed);
  const changed = chosen(changes.changed);
  const added = chosen(changes.added);
  for (const group of removed) await takeDown(ask, group, all, options);
  for (const group of changed) {
    await takeDown(ask, group, all, options);
    await addGroup(ask, group, options);
  }
  for (const group of added) await addGroup(ask, group, options);
  return { added, changed, removed };
}

async function takeDown(
  ask: Ask,
  group: string,
  all: readonly ProgramStatus[],
  options: ControlOptions,
): Promise<void> {
  // supervisord would forget a process that it could not kill, and start a second one beside it (supervisord 7).
  const lost = all.find((one) => one.group === group && one.state === 'UNKNOWN');
  if (lost !== undefined) {
    throw new SupervisorBridgeError(
      'SUPERVISOR_STOP_FAILED',
      `Cannot update ${group}: supervisord could not kill ${lost.name} (${lost.description}). End its process by hand first.`,
    );
  }
  for (let tries = 1; ; tries += 1) {
    const stopped = await ask('supervisor.stopProcessGroup', [group], options);
    const gone = 'fault' in stopped && stopped.fault.code === FAULT.BAD_NAME;
    if (!gone) checkGroup(`stop ${group}`, stopped, FAULT.NOT_RUNNING);
    const removed = await ask('supervisor.removeProcessGroup', [group], options);
    if (!('fault' in removed) || removed.fault.code === FAULT.BAD_NAME) return;
    // A program that ends and is restarted all the time can be found ended by the stop and running by the removal.
    const again = removed.fault.code === FAULT.STILL_RUNNING && tries < MAX_TRIES;
    if (!again) throw explainFault(`remove ${group}`, removed.fault.code, removed.fault.text);
  }
}

const MAX_TRIES = 10;

/** Adds a group; it may be there already. */
export async function addGroup(ask: Ask, group: string, options: ControlOptions): Promise<void> {
  await unlessFault(ask, ['addProcessGroup', group], FAULT.ALREADY_ADDED, options);
}

/** Removes a group; it may be gone already. */
export async function removeGroup(ask: Ask, group: string, options: ControlOptions): Promise<void> {
  await unlessFault(ask, ['removeProcessGroup', group], FAULT.BAD_NAME, options);
}

async function unlessFault(
  ask: Ask,
  [method, group]: readonly [string, string],
  harmless: number,
  options: ControlOptions,
): Promise<void> {
  const answer = await ask(`supervisor.${method}`, [group], options);
  if ('fault' in answer && answer.fault.code !== harmless) {
    throw explainFault(`${method} ${group}`, answer.fault.code, answer.fault.text);
  }
}
