import { SupervisorBridgeError } from '../error.ts';
import type { UpdateResult } from './control.ts';
import { type CommandOutput, explainFailure, explainReason, linesOf } from './outcome.ts';

/** Reads what `signal` prints: every process must have got it (supervisord 3). */
export function readSignalLines(output: CommandOutput): void {
  const lines = linesOf(output.stdout);
  for (const line of lines) {
    if (/^\S+: signalled$/u.test(line)) continue;
    const [, name, reason] = /^(\S+): ERROR \((.*)\)$/u.exec(line) ?? [];
    if (name === undefined || reason === undefined) throw explainFailure(output);
    if (reason === 'not running') throw notRunning(output.what, name);
    throw explainReason(output.what, name, reason);
  }
  // A group without a process that could be signalled prints nothing.
  if (lines.length === 0) throw output.exitCode === 0 ? notRunning(output.what, 'it') : explainFailure(output);
}

function notRunning(what: string, name: string): SupervisorBridgeError {
  return new SupervisorBridgeError('SUPERVISOR_NOT_RUNNING', `Cannot ${what}: ${name} is not running. Start it first.`);
}

/** Reads what `pid NAME` prints; undefined where there is no process (supervisord 3). */
export function readPidLine(output: CommandOutput): number | undefined {
  const line = linesOf(output.stdout)[0] ?? '';
  const missing = /^No such process (.*)$/u.exec(line)?.[1];
  if (missing !== undefined) throw explainReason(output.what, missing, 'no such process');
  if (!/^\d+$/u.test(line)) throw explainFailure(output);
  return Number(line) || undefined;
}

/** Reads what `reread` prints: what an update would do (supervisord 3). */
export function readRereadLines(output: CommandOutput): UpdateResult {
  const found = new Map<string, string[]>([
    ['available', []],
    ['changed', []],
    ['disappeared', []],
  ]);
  for (const line of linesOf(output.stdout)) {
    if (line === 'No config updates to processes') continue;
    const [, name, verb = ''] = /^(\S+): (\w+)$/u.exec(line) ?? [];
    const list = found.get(verb);
    if (name === undefined || list === undefined) throw explainFailure(output);
    list.push(name);
  }
  if (output.exitCode !== 0) throw explainFailure(output);
  const of = (verb: string): readonly string[] => found.get(verb) ?? [];
  return { added: of('available'), changed: of('changed'), removed: of('disappeared') };
}

/** Reads what `add` prints; a group that is there already counts as added (supervisord 3). */
export function readAddLines(output: CommandOutput): void {
  const line = linesOf(output.stdout)[0] ?? '';
  if (/^\S+: added process group$/u.test(line) || line === 'ERROR: process group already active') return;
  throw explainGroup(output, line);
}

/** Reads what `remove` prints; a group that is not there counts as removed (supervisord 3). */
export function readRemoveLines(output: CommandOutput): void {
  const line = linesOf(output.stdout)[0] ?? '';
  if (/^\S+: removed process group$/u.test(line) || line.startsWith('ERROR: no such process/group: ')) return;
  throw explainGroup(output, line);
}

function explainGroup(output: CommandOutput, line: string): SupervisorBridgeError {
  const missing = /^ERROR: no such process\/group: (.*)$/u.exec(line)?.[1];
  if (missing !== undefined) return explainReason(output.what, missing, 'no such group');
  const running = /^ERROR: process\/group still running: (.*)$/u.exec(line)?.[1];
  if (running === undefined) return explainFailure(output);
  return new SupervisorBridgeError(
    'SUPERVISOR_STOP_FAILED',
    `Cannot ${output.what}: ${running} still runs. Stop it first; look at its processes with ps.`,
  );
}
