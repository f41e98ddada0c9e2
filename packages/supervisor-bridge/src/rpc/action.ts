import { type ControlOptions } from '../control/control.ts';
import { SupervisorBridgeError } from '../error.ts';
import type { RpcAnswer } from './decode.ts';
import type { RpcParameter } from './encode.ts';
import { explainFault, FAULT } from './failure.ts';
import { itemsOf, membersOf, textOf } from './value.ts';

/** One call of supervisord: faults are answers, everything else that goes wrong rejects. */
export type Ask = (method: string, parameters: readonly RpcParameter[], options: ControlOptions) => Promise<RpcAnswer>;

/** What is done to a program. */
export type Action = { readonly verb: 'start' | 'stop' } | { readonly verb: 'signal'; readonly signal: string };

/** Faults that say that there is nothing to do. */
const HARMLESS: Readonly<Record<Action['verb'], number | undefined>> = {
  start: FAULT.ALREADY_STARTED,
  stop: FAULT.NOT_RUNNING,
  signal: undefined,
};

/**
 * Starts, stops or signals one process or all of a group. A program whose process has another name, or several of them,
 * is only reached as a group (supervisord 3).
 */
export async function performAction(ask: Ask, action: Action, name: string, options: ControlOptions): Promise<void> {
  const { verb } = action;
  const extra = action.verb === 'signal' ? [action.signal] : [];
  const [group = name, process] = name.split(':');
  if (process !== '*') {
    const answer = await ask(`supervisor.${verb}Process`, [name, ...extra], options);
    if ('value' in answer || answer.fault.code === HARMLESS[verb]) return;
    const mayBeGroup = answer.fault.code === FAULT.BAD_NAME && process === undefined;
    if (!mayBeGroup) throw explainFault(`${verb} ${name}`, answer.fault.code, answer.fault.text);
  }
  const answer = await ask(`supervisor.${verb}ProcessGroup`, [group, ...extra], options);
  const processes = checkGroup(`${verb} ${name}`, answer, HARMLESS[verb]);
  if (verb === 'signal' && processes === 0) {
    throw new SupervisorBridgeError(
      'SUPERVISOR_NOT_RUNNING',
      `Cannot signal ${name}: no process of it runs. Start it first.`,
    );
  }
}

/** Group calls report for each process; every one must have succeeded (supervisord 4). Returns how many they are. */
export function checkGroup(what: string, answer: RpcAnswer, harmless?: number): number {
  if ('fault' in answer) throw explainFault(what, answer.fault.code, answer.fault.text);
  const items = itemsOf(answer.value);
  for (const item of items) {
    const { name, status, description } = membersOf(item);
    if (status === FAULT.SUCCESS || (harmless !== undefined && status === harmless)) continue;
    const code = typeof status === 'number' ? status : FAULT.FAILED;
    throw explainFault(what, code, `${textOf(name)}: ${textOf(description)}`);
  }
  return items.length;
}
