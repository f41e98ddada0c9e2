import { expect, test, vi } from 'vitest';
import { createNotices } from '../../../../console/state/notices.ts';
import { createObservable } from '../../../../console/state/observable.ts';

test('what is done goes away by itself, a failure stays until it is dismissed', async () => {
  vi.useFakeTimers();
  try {
    const notices = createNotices();
    expect(await notices.attempt(() => Promise.resolve(1), 'Done')).toBe(true);
    expect(await notices.attempt(() => Promise.reject(new Error('No luck')))).toBe(false);
    expect(notices.shown.get().map(({ text }) => text)).toEqual(['Done', 'No luck']);
    vi.advanceTimersByTime(6000);
    const [failure] = notices.shown.get();
    expect(failure).toMatchObject({ kind: 'failed', text: 'No luck' });
    notices.dismiss(failure?.id ?? 0);
    expect(notices.shown.get()).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});

test('shows four at most', () => {
  const notices = createNotices();
  for (let index = 0; index < 6; index += 1) notices.warn(String(index));
  expect(notices.shown.get().map(({ text }) => text)).toEqual(['2', '3', '4', '5']);
});

test('an observable tells changes only, and only while somebody listens', () => {
  const heard: number[] = [];
  const value = createObservable(1);
  const stop = value.subscribe((next) => {
    heard.push(next);
  });
  value.set(1);
  value.set(2);
  stop();
  value.set(3);
  expect([heard, value.get()]).toEqual([[2], 3]);
});
