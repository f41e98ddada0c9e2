import { expect, test } from 'vitest';
import { untilAborted, withDeadline } from '../src/deadline.ts';
import { manualClock } from './fixtures/manual-clock.ts';

const never = new Promise<never>(() => undefined);

test('gives the result of work that is in time, and stops its timer', async () => {
  const clock = manualClock();
  await expect(withDeadline({ clock, timeoutMs: 10, doing: 'It' }, () => Promise.resolve(7))).resolves.toBe(7);
  expect(clock.sleepers()).toBe(0);
});

test('stops late work with OTAU_TIMEOUT', async () => {
  const clock = manualClock();
  const late = withDeadline({ clock, timeoutMs: 2000, doing: 'It' }, (signal) => untilAborted(never, signal));
  clock.advance(2000);
  await expect(late).rejects.toMatchObject({
    code: 'OTAU_TIMEOUT',
    message: 'It took longer than 2 s and was stopped.',
  });
});

test("the caller's abort comes through with its own reason", async () => {
  const controller = new AbortController();
  const options = { clock: manualClock(), timeoutMs: 10, doing: 'It', signal: controller.signal };
  const aborted = withDeadline(options, (signal) => untilAborted(never, signal));
  controller.abort('enough');
  await expect(aborted).rejects.toBe('enough');
});

test('an abort that came before is noticed', async () => {
  await expect(untilAborted(never, AbortSignal.abort('before'))).rejects.toBe('before');
});
