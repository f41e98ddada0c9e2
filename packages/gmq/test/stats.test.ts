import { expect, test } from 'vitest';
import { decideDrainTime } from '../src/stats.ts';
import { CLIENT, openQueue, T } from './fixtures/open-queue.ts';
import { until } from './fixtures/manual-clock.ts';

test('the time to drain is what waits over what it gets shorter by; unknown while it grows', () => {
  expect(decideDrainTime(0, { queued: 5, delivered: 0 })).toBe(0);
  expect(decideDrainTime(100, { queued: 5, delivered: 5 })).toBeUndefined();
  expect(decideDrainTime(100, { queued: 5, delivered: 15 })).toBe(10_000);
});

test('says how far the clock is off once the platform has told (design 4.6)', async () => {
  const bootClock = { id: 'boot', monotonicMs: () => 7000 };
  const upstream = {
    deliver: (batch: { records: readonly unknown[] }) =>
      Promise.resolve(batch.records.map(() => ({ kind: 'delivered' }) as const)),
    time: () => Promise.resolve({ kind: 'known', epochMs: (T + 3600) * 1000 } as const),
  };
  const { queue } = await openQueue({ bootClock, upstream });
  expect(queue.stats().clockIsOffMs).toBeUndefined();
  await queue.enqueue({ client: CLIENT, alias: 'a', value: '1' });
  await until(() => queue.stats().messages === 0, 'delivered');
  expect(queue.stats()).toMatchObject({ clockIsOffMs: -3_600_500, retimed: 1 });
});
