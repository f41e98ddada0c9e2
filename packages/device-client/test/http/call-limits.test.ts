import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchLimits } from '../../src/http/call-limits.ts';
import { CallerAbort, Deadline } from '../../src/http/failure.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('ends the call when its time is over', () => {
  const end = vi.fn();
  watchLimits({}, 50, end);
  vi.advanceTimersByTime(49);
  expect(end).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(end.mock.calls).toEqual([[new Deadline(50)]]);
});

test('ends the call with the reason of its signal', () => {
  const end = vi.fn();
  const controller = new AbortController();
  watchLimits({ signal: controller.signal }, 50, end);
  const reason = new Error('enough');
  controller.abort(reason);
  expect(end.mock.calls).toEqual([[new CallerAbort(reason)]]);
});

test('counts no time once the deadline is stopped, but still hears the signal', () => {
  const end = vi.fn();
  const controller = new AbortController();
  watchLimits({ signal: controller.signal }, 50, end).stopDeadline();
  vi.advanceTimersByTime(1000);
  expect(end).not.toHaveBeenCalled();
  controller.abort();
  expect(end).toHaveBeenCalledOnce();
});

test('leaves no timer and no listener behind', () => {
  const end = vi.fn();
  const controller = new AbortController();
  watchLimits({ signal: controller.signal }, 50, end).release();
  expect(vi.getTimerCount()).toBe(0);
  controller.abort();
  expect(end).not.toHaveBeenCalled();
});
