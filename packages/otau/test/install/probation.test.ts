import { expect, test } from 'vitest';
import { type ProcessHost } from '../../src/install/contracts.ts';
import { planProbation, type ProbationPlan, watchProgram } from '../../src/install/probation.ts';
import { quickClock } from '../fixtures/quick-clock.ts';
import { matching } from '../fixtures/text.ts';

const PLAN: ProbationPlan = {
  healthyMs: 3_000,
  startTimeoutMs: 4_000,
  pollMs: 1_000,
  command: undefined,
  commandTimeoutMs: 2_000,
};

function watch(
  states: readonly (string | Error)[],
  {
    plan = {},
    commands = [],
    host = {},
  }: { plan?: Partial<ProbationPlan>; commands?: (string | undefined)[]; host?: Partial<ProcessHost> } = {},
) {
  const left = [...states];
  const results = [...commands];
  const nobody = () => Promise.resolve();
  return watchProgram({
    host: {
      check: nobody,
      apply: nobody,
      remove: nobody,
      state: () => {
        const state = left.length > 1 ? left.shift() : left[0];
        return state instanceof Error ? Promise.reject(state) : Promise.resolve(state ?? 'UNKNOWN');
      },
      ...host,
    },
    name: 'a',
    plan: { ...PLAN, ...plan },
    clock: quickClock(),
    runCommand: () => Promise.resolve(results.length > 1 ? results.shift() : results[0]),
    onLook: () => undefined,
    call: {},
  });
}

test.each([
  ['healthy', ['RUNNING']],
  ['a slow start', ['STARTING', 'STARTING', 'STARTING', 'RUNNING']],
  ['a host that stumbles', ['RUNNING', new Error('busy'), new Error('busy'), 'RUNNING']],
])('%s passes (otau 3.6)', async (_, states) => {
  expect(await watch(states)).toEqual({ healthy: true });
});

test.each([
  ['crash at once', ['STARTING', 'BACKOFF'], /^it did not start: it is BACKOFF$/],
  ['crash after 2 s', ['RUNNING', 'RUNNING', 'STARTING'], /^it was STARTING after it had run for 2 s$/],
  ['an end with exit code 0', ['RUNNING', 'EXITED'], /EXITED after/],
  ['a start without end', ['STARTING'], /still STARTING after 4 s/],
  ['an unknown program', ['UNKNOWN'], /it is UNKNOWN/],
  ['a host that is gone', [new Error('socket missing')], /cannot be found out: socket missing/],
])('%s does not pass, and it is said why (otau 3.6)', async (_, states, reason) => {
  expect(await watch(states)).toEqual({ healthy: false, reason: matching(reason) });
});

test('the health command is repeated until it succeeds (otau 3.6)', async () => {
  const plan = { command: ['true'] };
  expect(await watch(['RUNNING'], { plan, commands: ['exit code 1', 'exit code 1', undefined] })).toEqual({
    healthy: true,
  });
  expect(await watch(['RUNNING'], { plan, commands: ['exit code 1'] })).toEqual({
    healthy: false,
    reason: 'its health command did not succeed within 2 s: exit code 1',
  });
  const dies = ['RUNNING', 'RUNNING', 'RUNNING', 'RUNNING', 'EXITED'];
  expect(await watch(dies, { plan, commands: ['exit code 1'] })).toMatchObject({ reason: matching(/EXITED while/) });
});

test('a host that watches by itself is asked once, and its word counts (otau 3.6)', async () => {
  const health: ProcessHost['health'] = (_, { forMs }) => Promise.resolve({ healthy: false, reason: `${forMs}` });
  expect(await watch(['RUNNING'], { host: { health } })).toEqual({ healthy: false, reason: '3000' });
});

test('a manifest asks for probation by itself, and has the last word (otau 3.6, 4.1)', () => {
  expect(planProbation(undefined, undefined)).toBeUndefined();
  expect(planProbation({ healthySeconds: 5 }, undefined)).toMatchObject({ healthyMs: 5_000, pollMs: 1_000 });
  expect(planProbation({ healthySeconds: 5 }, { healthySeconds: 9, command: ['x'], timeoutMs: 7 })).toMatchObject({
    healthyMs: 9_000,
    command: ['x'],
    commandTimeoutMs: 7,
  });
});
