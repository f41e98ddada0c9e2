import { PROGRAM_STATES, type ProgramState, type ProgramStatus } from './control.ts';

const STATUS_LINE = new RegExp(`^(\\S+)\\s+(${PROGRAM_STATES.join('|')})(?:\\s+(.*))?$`, 'u');

/** Parses one line of `supervisorctl status`; undefined when it is none (supervisord 3). */
export function parseStatus(line: string): ProgramStatus | undefined {
  const match = STATUS_LINE.exec(line.trimEnd());
  const name = match?.[1];
  const state = PROGRAM_STATES.find((one) => one === match?.[2]);
  if (name === undefined || state === undefined) return undefined;
  const description = match?.[3] ?? '';
  return { name, group: name.split(':', 1)[0] ?? name, state, description, ...runningSince(state, description) };
}

/** Process id and uptime out of the description of a running program. */
export function runningSince(state: ProgramState, description: string): { pid?: number; uptime?: string } {
  const match = state === 'RUNNING' ? /^pid (\d+), uptime (.+)$/u.exec(description) : null;
  const [, pid, uptime] = match ?? [];
  return pid === undefined || uptime === undefined ? {} : { pid: Number(pid), uptime };
}
