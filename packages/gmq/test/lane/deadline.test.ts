import { expect, test } from 'vitest';
import { runWithDeadline } from '../../src/lane/deadline.ts';
import { createManualClock, turns } from '../fixtures/manual-clock.ts';

const never = new AbortController().signal;

test('passes the result on and leaves no timer behind', async () => {
  const clock = createManualClock();
  expect(await runWithDeadline(clock, 1000, never, () => Promise.resolve('done'))).toBe('done');
  await turns(1);
  expect(clock.sleepers).toBe(0);
});

test('ends a task that ignores its signal', async () => {
  const clock = createManualClock();
  const running = runWithDeadline(clock, 1000, never, () => new Promise(() => undefined));
  const outcome = expect(running).rejects.toThrow('No answer within 1000 ms');
  await clock.advance(999);
  await clock.advance(1);
  await outcome;
});

test('tells the task through its signal, and passes the reason of the caller on unwrapped', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  let seen: unknown;
  const running = runWithDeadline(createManualClock(), 1000, controller.signal, (signal) => {
    return new Promise(() => {
      signal.addEventListener('abort', () => {
        seen = signal.reason;
      });
    });
  });
  controller.abort(reason);
  await expect(running).rejects.toBe(reason);
  expect(seen).toBe(reason);
});
