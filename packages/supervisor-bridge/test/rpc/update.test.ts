import { expect, test } from 'vitest';
import type { ProgramStatus, UpdateResult } from '../../src/control/control.ts';
import type { RpcAnswer } from '../../src/rpc/decode.ts';
import { parseChanges, updateGroups } from '../../src/rpc/update.ts';
import { errorOf } from '../support/refusal.ts';

const running = (name: string): ProgramStatus => ({ name, group: name, state: 'RUNNING', description: '' });

function daemonWith(changes: UpdateResult, all: readonly ProgramStatus[], answers: Record<string, RpcAnswer> = {}) {
  const asked: string[] = [];
  return {
    asked,
    calls: {
      ask: (method: string, [group]: readonly unknown[]): Promise<RpcAnswer> => {
        asked.push(`${method.replace(/^supervisor\.|ProcessGroup$/gu, '')} ${String(group)}`);
        return Promise.resolve(answers[asked.at(-1) ?? ''] ?? { value: [] });
      },
      status: () => Promise.resolve(all),
      reread: () => Promise.resolve(changes),
    },
  };
}

const CHANGES = { added: ['c'], changed: ['b'], removed: ['a'] };

test('removes, changes, adds, in this order, group by group (supervisord 5)', async () => {
  const { calls, asked } = daemonWith(CHANGES, [running('a'), running('b')]);
  expect(await updateGroups(calls, [], {})).toEqual(CHANGES);
  expect(asked).toEqual(['stop a', 'remove a', 'stop b', 'remove b', 'add b', 'add c']);
});

test('touches only what was named', async () => {
  const { calls, asked } = daemonWith(CHANGES, [running('a'), running('b')]);
  expect(await updateGroups(calls, ['b'], {})).toEqual({ added: [], changed: ['b'], removed: [] });
  expect(asked).toEqual(['stop b', 'remove b', 'add b']);
  expect((await errorOf(() => updateGroups(calls, ['b', 'x'], {}))).code).toBe('SUPERVISOR_NO_SUCH_PROGRAM');
});

test('another client may have been faster (supervisord 5)', async () => {
  const gone: RpcAnswer = { fault: { code: 10, text: 'BAD_NAME: a' } };
  const there: RpcAnswer = { fault: { code: 90, text: 'ALREADY_ADDED: c' } };
  const { calls } = daemonWith(CHANGES, [], { 'stop a': gone, 'remove a': gone, 'add c': there });
  expect(await updateGroups(calls, [], {})).toEqual(CHANGES);
});

test('a program that could not be killed is not forgotten, as a second copy would start (supervisord 7)', async () => {
  const { calls, asked } = daemonWith(CHANGES, [running('a'), { ...running('b'), state: 'UNKNOWN' }]);
  const error = await errorOf(() => updateGroups(calls, ['b'], {}));
  expect(error.code).toBe('SUPERVISOR_STOP_FAILED');
  expect(asked).toEqual([]);
});

test('a group that does not stop is not removed', async () => {
  const failed: RpcAnswer = { value: [{ name: 'a', group: 'a', status: 30, description: 'FAILED' }] };
  const { calls, asked } = daemonWith(CHANGES, [running('a')], { 'stop a': failed });
  expect((await errorOf(() => updateGroups(calls, [], {}))).code).toBe('SUPERVISOR_STOP_FAILED');
  expect(asked).toEqual(['stop a']);
});

test('reads the answer of reloadConfig (supervisord 4)', () => {
  expect(parseChanges([[['c'], ['b'], ['a']]])).toEqual(CHANGES);
  for (const other of [[], [[['c']]], 'x', true]) expect(parseChanges(other)).toBeUndefined();
});

test('a program that is restarted all the time is stopped again until it can be removed', async () => {
  const { calls, asked } = daemonWith({ added: [], changed: [], removed: ['a'] }, [running('a')]);
  let left = 3;
  const busy: typeof calls.ask = (method, parameters) => {
    const answer = calls.ask(method, parameters);
    const isBusy = method.includes('remove') && (left -= 1) > 0;
    return isBusy ? Promise.resolve({ fault: { code: 91, text: 'STILL_RUNNING: a' } }) : answer;
  };
  await updateGroups({ ...calls, ask: busy }, [], {});
  expect(asked).toEqual(['stop a', 'remove a', 'stop a', 'remove a', 'stop a', 'remove a']);
});
