import { expect, test } from 'vitest';
import type { ProgramState, ProgramStatus } from '../../src/control/control.ts';
import { waitForState } from '../../src/control/wait.ts';
import { manualClock } from '../support/clock.ts';
import { errorOf } from '../support/refusal.ts';

/** A supervisord whose program goes through these states, one per look; the last one stays. */
function scripted(...states: (ProgramState | undefined)[]): { statusOf: () => Promise<ProgramStatus | undefined> } {
  return {
    statusOf: () => {
      const state = states.length > 1 ? states.shift() : states[0];
      return Promise.resolve(
        state === undefined ? undefined : { name: 'app', group: 'app', state, description: 'why' },
      );
    },
  };
}

test('waits until the program is in one of the states (gwe 118)', async () => {
  const clock = manualClock();
  const status = await waitForState(scripted('STARTING', 'BACKOFF', 'RUNNING'), 'app', 'RUNNING', { clock });
  expect(status.state).toBe('RUNNING');
  expect(clock.slept).toBe(1000);
  await expect(waitForState(scripted('EXITED'), 'app', ['STOPPED', 'EXITED'], { clock })).resolves.toMatchObject({
    state: 'EXITED',
  });
});

test('gives up when time is up, and says what was found', async () => {
  const clock = manualClock();
  const error = await errorOf(() => waitForState(scripted('STARTING'), 'app', 'RUNNING', { clock, timeoutMs: 2000 }));
  expect(error.code).toBe('SUPERVISOR_STATE_TIMEOUT');
  expect(error.message).toContain('STARTING (why)');
  expect(clock.slept).toBe(2000);
});

test('does not wait for a program that never will: FATAL or unknown', async () => {
  const clock = manualClock();
  expect((await errorOf(() => waitForState(scripted('FATAL'), 'app', 'RUNNING', { clock }))).code).toBe(
    'SUPERVISOR_SPAWN_FAILED',
  );
  expect((await errorOf(() => waitForState(scripted(undefined), 'app', 'RUNNING', { clock }))).code).toBe(
    'SUPERVISOR_NO_SUCH_PROGRAM',
  );
  expect(clock.slept).toBe(0);
  await expect(waitForState(scripted('FATAL'), 'app', 'FATAL', { clock })).resolves.toMatchObject({ state: 'FATAL' });
});

test('an abort rejects with its reason', async () => {
  const reason = new Error('enough');
  const waiting = waitForState(scripted('STARTING'), 'app', 'RUNNING', { signal: AbortSignal.abort(reason) });
  await expect(waiting).rejects.toBe(reason);
});
