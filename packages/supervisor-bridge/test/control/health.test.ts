import { expect, test } from 'vitest';
import type { ProgramState, ProgramStatus } from '../../src/control/control.ts';
import { checkHealth } from '../../src/control/health.ts';
import { SupervisorBridgeError } from '../../src/error.ts';
import { manualClock } from '../support/clock.ts';

const look = (state: ProgramState, pid = 7, start = 100): ProgramStatus[] => [
  { name: 'app', group: 'app', state, description: state === 'FATAL' ? 'no such file' : '', pid, start },
];

/** A supervisord that shows these looks, one after another; the last one stays. */
function scripted(...looks: ProgramStatus[][]): { status: () => Promise<ProgramStatus[]>; looked: number } {
  const control = {
    looked: 0,
    status: () => {
      control.looked += 1;
      return Promise.resolve((looks.length > 1 ? looks.shift() : looks[0]) ?? []);
    },
  };
  return control;
}

test('healthy: the same process in every look for the whole time, which starts when it runs (supervisord 7)', async () => {
  const clock = manualClock();
  const control = scripted(look('STARTING'), look('STARTING'), look('RUNNING'));
  const health = await checkHealth(control, 'app', { forMs: 5000, clock });
  expect(health).toEqual({ healthy: true, processes: look('RUNNING') });
  expect([clock.slept, control.looked]).toEqual([7000, 8]);
});

test.each([
  ['BACKOFF', 'state'],
  ['FATAL', 'state'],
  ['EXITED', 'state'],
  ['UNKNOWN', 'state'],
  ['STOPPED', 'state'],
  ['STARTING', 'restarted'],
] as const)('not healthy: %s after it ran (supervisord 7)', async (state, ailment) => {
  const health = await checkHealth(scripted(look('RUNNING'), look(state)), 'app', {
    forMs: 60_000,
    clock: manualClock(),
  });
  expect(health).toMatchObject({ healthy: false, ailment, process: { state } });
});

test('not healthy: another process or another start, although it is RUNNING in every look (supervisord 7)', async () => {
  for (const after of [look('RUNNING', 8), look('RUNNING', 7, 130)]) {
    const clock = manualClock();
    const health = await checkHealth(scripted(look('RUNNING'), after), 'app', { forMs: 5000, clock });
    expect(health).toMatchObject({ healthy: false, ailment: 'restarted', message: 'app was started again' });
  }
});

test('STARTING is allowed for startsecs and two seconds more (supervisord 7)', async () => {
  const clock = manualClock();
  const health = await checkHealth(scripted(look('STARTING')), 'app', { forMs: 1000, startSeconds: 5, clock });
  expect(health).toMatchObject({ healthy: false, ailment: 'slow' });
  expect(clock.slept).toBe(8000);
});

test('every process of a program counts, and a program must be there', async () => {
  const pair = (second: ProgramState): ProgramStatus[] =>
    (['RUNNING', second] as const).map((state, index) => ({
      name: `pair:pair_${index}`,
      group: 'pair',
      state,
      description: '',
      pid: index + 1,
    }));
  const health = await checkHealth(scripted(pair('FATAL')), 'pair', { forMs: 1, clock: manualClock() });
  expect(health).toMatchObject({ healthy: false, process: { name: 'pair:pair_1' } });
  const fewer = scripted(pair('RUNNING'), pair('RUNNING').slice(0, 1));
  expect(await checkHealth(fewer, 'pair', { forMs: 5000, clock: manualClock() })).toMatchObject({ healthy: false });
  const missing = await checkHealth(scripted([]), 'app', { forMs: 1, clock: manualClock() });
  expect(missing).toMatchObject({ healthy: false, ailment: 'missing' });
});

test('a wall clock that jumps changes nothing (supervisord 7)', async () => {
  const clock = manualClock();
  let wall = 0;
  const jumping = { ...clock, now: () => (wall += 3_600_000), monotonic: () => clock.slept };
  const health = await checkHealth(scripted(look('RUNNING')), 'app', { forMs: 3000, clock: jumping });
  expect([health.healthy, clock.slept]).toEqual([true, 3000]);
});

test('a supervisord that cannot be asked says nothing about the program', async () => {
  const down = new SupervisorBridgeError('SUPERVISOR_DOWN', 'away');
  const control = { status: () => Promise.reject(down) };
  await expect(checkHealth(control, 'app', { forMs: 1 })).rejects.toBe(down);
  const reason = new Error('enough');
  const signal = AbortSignal.abort(reason);
  await expect(checkHealth(control, 'app', { forMs: 1, signal })).rejects.toBe(reason);
});
