import { expect, test } from 'vitest';

import { parseCpuSeconds, parseRssKib, readProcessUsage } from '../../src/reports/process-usage.ts';

test('tells what a real process holds and has used', async () => {
  const usage = await readProcessUsage(process.pid);
  expect(usage?.rss_kib).toBeGreaterThan(1000);
  expect(usage?.cpu_s).toBeGreaterThanOrEqual(0);
});

test('has nothing to tell of a process that is gone', async () => {
  expect(await readProcessUsage(2 ** 22 + 1)).toBeUndefined();
});

test('a program whose name looks like the rest of the line does not shift the fields', () => {
  const stat = '7 (evil) R 1 2) S 1 7 7 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 1 0 100 1000 300 18446744073709551615';
  expect(parseCpuSeconds(stat)).toBe(3);
});

test('a process that waits to be reaped has no memory', () => {
  expect(parseRssKib('Name:\tx\nVmRSS:\t    1234 kB\n')).toBe(1234);
  expect(parseRssKib('Name:\tx\nState:\tZ (zombie)\n')).toBe(0);
});
