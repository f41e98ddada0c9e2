import { expect, test } from 'vitest';
import type { ReadProgram, Verdict } from '../../src/supervisor-fuzz/checker.ts';
import { judge } from '../../src/supervisor-fuzz/judge.ts';

const program: ReadProgram = {
  name: 'app',
  words: ['/bin/true'],
  environment: [],
  directory: null,
  log: null,
  nul: false,
  large: false,
};
const read = (name: string, ...programs: ReadProgram[]): Verdict => ['read', [[name, programs]], 'same'];
const accepted = { name: 'app', text: '' };

test('agrees with supervisord about a program of its name and nothing else', () => {
  expect(judge(accepted, read('app', program), 'same')).toBeUndefined();
});

test.each<[string, Verdict, string]>([
  ['a refusal', ['error', 'why'], 'refuses'],
  ['another program', read('gwe', program), 'defines ["gwe"]'],
  ['no program', ['read', [], 'same'], 'defines []'],
  ['a change of supervisord itself', ['read', [], 'other'], 'changes supervisord'],
  ['a NUL', read('app', { ...program, nul: true }), 'NUL'],
  ['a number that is too large', read('app', { ...program, large: true }), 'number'],
  ['a process with another kind of name', read('app', { ...program, name: 'a b' }), 'names a process'],
])('%s is a finding', (_what, verdict, why) => {
  expect(judge(accepted, verdict, 'same')).toContain(why);
});

test('what was defined in code must arrive as it was given', () => {
  const definition = { name: 'app', command: ['/bin/echo', '100%'], environment: { A: 'x' } };
  const whole = { ...program, words: ['/bin/echo', '100%'], environment: [['A', 'x']] as const };
  expect(judge({ ...accepted, definition }, read('app', whole), 'same')).toBeUndefined();
  expect(judge({ ...accepted, definition }, read('app', { ...whole, environment: [] }), 'same')).toContain(
    'environment',
  );
});
