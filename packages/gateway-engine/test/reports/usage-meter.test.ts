import { expect, test } from 'vitest';

import { createUsageMeter, type InterfaceCounters, parseNetDev } from '../../src/reports/usage-meter.ts';

function meterOver(steps: readonly Readonly<Record<string, InterfaceCounters>>[]) {
  const left = [...steps];
  return createUsageMeter({ readCounters: () => new Map(Object.entries(left.shift() ?? {})) });
}

test('reports interface, group and source with totals, maxima and number (gwe 59, 60)', async () => {
  const meter = meterOver([
    { eth0: { rxBytes: 100, txBytes: 10 } },
    { eth0: { rxBytes: 400, txBytes: 60 } },
    { eth0: { rxBytes: 400, txBytes: 60 } },
    { eth0: { rxBytes: 500, txBytes: 260 } },
  ]);
  expect(await meter.measure('write:a', () => Promise.resolve('answer'))).toBe('answer');
  await meter.measure('write:a', () => Promise.resolve());
  expect(meter.report()).toEqual({
    eth0: { gwe: { 'write:a': { tot_rx: 400, max_rx: 300, tot_tx: 250, max_tx: 200, num: 2 } } },
  });
});

test('a request that fails is counted too, and its error is not touched (gwe 64)', async () => {
  const meter = meterOver([{}, { ppp0: { rxBytes: 7, txBytes: 9 } }]);
  const error = new Error('reset');
  await expect(meter.measure('actvt:1', () => Promise.reject(error))).rejects.toBe(error);
  expect(meter.report()).toEqual({
    ppp0: { gwe: { 'actvt:1': { tot_rx: 7, max_rx: 7, tot_tx: 9, max_tx: 9, num: 1 } } },
  });
});

test('a counter that went back, and an interface that moved nothing, add nothing', async () => {
  const meter = meterOver([{ eth0: { rxBytes: 100, txBytes: 10 } }, { eth0: { rxBytes: 5, txBytes: 5 } }]);
  await meter.measure('read', () => Promise.resolve());
  expect(meter.report()).toEqual({});
});

test('reads the table of the kernel (gwe 61)', () => {
  const text = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:    1000       8    0    0    0     0          0         0     2000       8    0    0    0     0       0          0
`;
  expect(parseNetDev(text)).toEqual(new Map([['lo', { rxBytes: 1000, txBytes: 2000 }]]));
});
