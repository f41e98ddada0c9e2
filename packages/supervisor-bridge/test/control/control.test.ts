import { expect, test } from 'vitest';
import { findStatus, type ProgramState, type ProgramStatus } from '../../src/control/control.ts';

const one = (name: string, state: ProgramState): ProgramStatus => ({
  name,
  group: name.split(':')[0]!,
  state,
  description: '',
});

test('finds a program by its name, a process by its full name', () => {
  const all = [one('a', 'RUNNING'), one('g:p', 'STOPPED')];
  expect(findStatus(all, 'a')).toBe(all[0]);
  expect(findStatus(all, 'g:p')).toBe(all[1]);
  expect(findStatus(all, 'p')).toBeUndefined();
});

test('for a group its worst process speaks', () => {
  const states: readonly ProgramState[] = ['RUNNING', 'STARTING', 'STOPPED', 'BACKOFF', 'FATAL', 'EXITED'];
  const all = states.map((state, index) => one(`g:p${index}`, state));
  expect(findStatus(all, 'g')?.state).toBe('FATAL');
  expect(findStatus(all.slice(0, 2), 'g')?.state).toBe('STARTING');
});
