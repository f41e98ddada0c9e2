import { expect, test } from 'vitest';
import { formatUsageReport, type UsageTotal } from '../../src/usage/report.ts';

const total = (source: string, bytes: number, rest: Partial<UsageTotal> = {}): UsageTotal => ({
  interface: 'eth0',
  group: 'gwe',
  source,
  tot_rx: bytes,
  max_rx: bytes,
  tot_tx: 1,
  max_tx: 1,
  num: 1,
  ...rest,
});

/** Walks a report as the cloud side does: interface, group, source; short keys are passed over (gwe D59). */
function walk(report: unknown): string[] {
  const entries = (value: unknown): [string, unknown][] =>
    typeof value === 'string'
      ? Array.from(value, (letter, at) => [String(at), letter])
      : Object.entries(value as object);
  return entries(report).flatMap(([name, groups]) =>
    entries(groups).flatMap(([group, sources]) =>
      entries(sources).flatMap(([source]) => (source.length > 2 ? [`${name}/${group}/${source}`] : [])),
    ),
  );
}

test('has the three levels of the cloud side, and the largest source beside the groups (gwe D59)', () => {
  const report = formatUsageReport(
    [total('read:a', 10), total('write:b', 500, { group: 'gmq' }), total('read:a', 7, { interface: 'ppp0' })],
    50,
  );
  expect(report).toEqual({
    eth0: {
      gwe: { 'read:a': { tot_rx: 10, max_rx: 10, tot_tx: 1, max_tx: 1, num: 1 } },
      gmq: { 'write:b': { tot_rx: 500, max_rx: 500, tot_tx: 1, max_tx: 1, num: 1 } },
      top_consumer: 'write:b',
    },
    ppp0: { gwe: { 'read:a': { tot_rx: 7, max_rx: 7, tot_tx: 1, max_tx: 1, num: 1 } }, top_consumer: 'read:a' },
  });
  expect(walk(report)).toEqual(['eth0/gwe/read:a', 'eth0/gmq/write:b', 'ppp0/gwe/read:a']);
});

test('the name of the largest source makes no junk rows on the cloud side, however long it is (gwe D59)', () => {
  const source = `write:${'a,'.repeat(90)}`;
  const report = formatUsageReport([total(source, 10)], 50);
  expect(report['eth0']?.top_consumer).toHaveLength(100);
  expect(walk(report)).toEqual([`eth0/gwe/${source}`]);
});

test('adds up the small sources where there are many', () => {
  const totals = [total('write:a', 1), total('write:b', 9), total('write:c', 5, { num: 2 }), total('write:d', 3)];
  expect(formatUsageReport(totals, 2)['eth0']?.['gwe']).toEqual({
    'write:b': { tot_rx: 9, max_rx: 9, tot_tx: 1, max_tx: 1, num: 1 },
    'write:c': { tot_rx: 5, max_rx: 5, tot_tx: 1, max_tx: 1, num: 2 },
    other: { tot_rx: 4, max_rx: 3, tot_tx: 2, max_tx: 1, num: 2 },
  });
});

test('nothing was used: an empty report', () => {
  expect(formatUsageReport([], 50)).toEqual({});
});
