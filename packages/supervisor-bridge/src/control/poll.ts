import type { ProgramStatus } from './control.ts';

/** One state change of a program between two looks. */
export interface ProgramChange {
  readonly type: 'program';
  /** Name as supervisorctl addresses it. */
  readonly name: string;
  /** Undefined for a program that was not there before; so are all at the first look. */
  readonly before: ProgramStatus | undefined;
  /** Undefined for a program that supervisord knows no longer. */
  readonly after: ProgramStatus | undefined;
}

/**
 * What changed between two looks: state, process or start of a program, or that it came or went (supervisord 7).
 * A restart between two looks shows in the process id, or in the start where the id is the same again.
 */
export function compareLooks(
  before: readonly ProgramStatus[],
  after: readonly ProgramStatus[],
): readonly ProgramChange[] {
  const old = new Map(before.map((one) => [one.name, one]));
  const names = new Set(after.map(({ name }) => name));
  const current = after
    .map((one): ProgramChange => ({ type: 'program', name: one.name, before: old.get(one.name), after: one }))
    .filter((change) => change.before === undefined || differs(change.before, change.after));
  const gone = before
    .filter(({ name }) => !names.has(name))
    .map((one): ProgramChange => ({ type: 'program', name: one.name, before: one, after: undefined }));
  return [...current, ...gone];
}

function differs(before: ProgramStatus, after: ProgramStatus | undefined): boolean {
  return before.state !== after?.state || isRestarted(before, after);
}

/** Whether two looks saw different processes (supervisord 7). Uptimes are not compared: clocks of gateways jump. */
export function isRestarted(before: ProgramStatus, after: ProgramStatus): boolean {
  return before.pid !== after.pid || before.start !== after.start;
}
