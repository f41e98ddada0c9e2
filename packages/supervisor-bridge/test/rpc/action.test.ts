import { expect, test } from 'vitest';
import { type Ask, checkGroup, performAction } from '../../src/rpc/action.ts';
import type { RpcAnswer } from '../../src/rpc/decode.ts';
import { errorOf } from '../support/refusal.ts';

/** A supervisord that gives these answers, one after another, and remembers what it was asked. */
function scripted(...answers: RpcAnswer[]): { ask: Ask; asked: unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    ask: (method, parameters) => {
      asked.push([method, ...parameters]);
      return Promise.resolve(answers.shift() ?? { value: true });
    },
  };
}

const fault = (code: number): RpcAnswer => ({ fault: { code, text: `FAULT: app` } });
const row = (status: number): RpcAnswer => ({ value: [{ name: 'p', group: 'g', status, description: 'why' }] });

test('a name that is no process is tried as a group, group:* at once (supervisord 3)', async () => {
  const { ask, asked } = scripted(fault(10), row(80));
  await performAction(ask, { verb: 'start' }, 'pair', {});
  await performAction(ask, { verb: 'signal', signal: 'HUP' }, 'pair:p_0', {});
  expect(asked).toEqual([
    ['supervisor.startProcess', 'pair'],
    ['supervisor.startProcessGroup', 'pair'],
    ['supervisor.signalProcess', 'pair:p_0', 'HUP'],
  ]);
  const group = scripted(row(80));
  await performAction(group.ask, { verb: 'stop' }, 'pair:*', {});
  expect(group.asked).toEqual([['supervisor.stopProcessGroup', 'pair']]);
});

test('what is already so is no failure; a signal to nobody is (supervisord 3)', async () => {
  await performAction(scripted(fault(60)).ask, { verb: 'start' }, 'app', {});
  await performAction(scripted(fault(70)).ask, { verb: 'stop' }, 'app', {});
  const signal = { verb: 'signal', signal: 'HUP' } as const;
  for (const { ask } of [scripted(fault(70)), scripted(fault(10), { value: [] })]) {
    expect((await errorOf(() => performAction(ask, signal, 'app', {}))).code).toBe('SUPERVISOR_NOT_RUNNING');
  }
  const { ask } = scripted(fault(10));
  expect((await errorOf(() => performAction(ask, { verb: 'stop' }, 'g:p', {}))).code).toBe(
    'SUPERVISOR_NO_SUCH_PROGRAM',
  );
});

test('one process of a group that fails is a failure of the call (supervisord 4)', async () => {
  const error = await errorOf(() => checkGroup('start g', row(50)));
  expect([error.code, error.message]).toEqual(['SUPERVISOR_SPAWN_FAILED', expect.stringContaining('p: why')]);
  expect(checkGroup('stop g', row(70), 70)).toBe(1);
});
