import { expect, test } from 'vitest';
import { parseUsage, totalOf } from '../../../../console/reports/usage.ts';

const usage = { num: 2, tot_rx: 10, tot_tx: 5, max_rx: 6, max_tx: 3 };

test('reads interface, group and source, the largest first (gwe 59)', () => {
  const rows = parseUsage(
    JSON.stringify({ eth0: { GWE: { small: usage, large: { ...usage, tot_rx: 100 } }, top_consumer: 'x' }, ppp0: {} }),
  );
  expect(rows.map(({ source }) => source)).toEqual(['large', 'small']);
  expect(rows[1]).toEqual({
    ...{ interfaceName: 'eth0', group: 'GWE', source: 'small', requests: 2 },
    ...{ receivedBytes: 10, sentBytes: 5, maxReceivedBytes: 6, maxSentBytes: 3 },
  });
  expect(rows.map(totalOf)).toEqual([105, 15]);
});

test('reads the older form with two levels (gwe 59)', () => {
  expect(parseUsage(JSON.stringify({ eth0: { 'write:a': usage } }))).toMatchObject([{ group: '', source: 'write:a' }]);
});

test.each(['', '[]', '{"eth0":1}', '{"eth0":{"g":{"s":{"tot_rx":"x"}}}}'])('%j has no rows', (text) => {
  expect(parseUsage(text)).toEqual([]);
});
