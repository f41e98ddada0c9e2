import { PROGRAM_STATES, type ProgramStatus } from '../control/control.ts';
import { runningSince } from '../control/status-line.ts';
import { membersOf, type RpcValue } from './value.ts';

/** Reads one item of `getAllProcessInfo`; undefined when it is none (supervisord 4). */
export function parseProcessInfo(info: RpcValue): ProgramStatus | undefined {
  const { name, group, statename, description, pid, start, exitstatus, stdout_logfile: logfile } = membersOf(info);
  const state = PROGRAM_STATES.find((one) => one === statename);
  if (typeof name !== 'string' || typeof group !== 'string' || state === undefined) return undefined;
  const said = typeof description === 'string' ? description : '';
  const hasEnded = state === 'EXITED' || state === 'BACKOFF' || state === 'FATAL' || state === 'STOPPED';
  return {
    name: name === group ? name : `${group}:${name}`,
    group,
    state,
    description: said,
    ...runningSince(state, said),
    ...(typeof pid === 'number' && pid > 0 ? { pid } : {}),
    ...(typeof start === 'number' && start > 0 ? { start } : {}),
    ...(typeof exitstatus === 'number' && hasEnded && start !== 0 ? { exitStatus: exitstatus } : {}),
    ...(typeof logfile === 'string' && logfile !== '' ? { stdoutLogfile: logfile } : {}),
  };
}
