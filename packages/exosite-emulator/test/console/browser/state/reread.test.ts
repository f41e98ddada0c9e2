import { expect, test, vi } from 'vitest';
import { createReread } from '../../../../console/state/reread.ts';

test('reads at once, then not more often than the interval, and not after its end', () => {
  vi.useFakeTimers();
  try {
    let reads = 0;
    const reread = createReread(() => {
      reads += 1;
    }, 2000);
    reread.request();
    vi.advanceTimersByTime(0);
    expect(reads).toBe(1);
    for (let index = 0; index < 50; index += 1) {
      reread.request();
      vi.advanceTimersByTime(100);
    }
    expect(reads).toBe(3);
    reread.request();
    reread.stop();
    vi.advanceTimersByTime(10_000);
    expect(reads).toBe(3);
  } finally {
    vi.useRealTimers();
  }
});
