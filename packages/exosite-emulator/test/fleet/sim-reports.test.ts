import { expect, test } from 'vitest';
import { formatReports, formatUptime } from '../../src/fleet/sim-reports.ts';

test('the reports have the shapes of the engine (gwe 53, 54, 59)', () => {
  const reports = formatReports({
    ...{ serial: 'sim-1', apps: new Map([['a', '2']]), uptimeSeconds: 98 },
    ...{ bytesSent: 10, bytesReceived: 20, requests: 4 },
  });
  const parse = (alias: string): unknown => JSON.parse(reports[alias] ?? '');
  expect(parse('engine_report')).toEqual({
    apps: [{ a: { exitstatus: 0, status: 'RUNNING', uptime: '0:01:38', version: '2' } }],
  });
  expect(parse('usage_report')).toEqual({
    eth0: { gateway: { 'check-in': { tot_rx: 20, max_rx: 5, tot_tx: 10, max_tx: 3, num: 4 } } },
  });
  expect(parse('device_info')).toMatchObject({
    uname: expect.stringContaining('sim-1') as string,
    ipaddrs: '10.0.0.2',
  });
});

test('an uptime of hours (gwe 57)', () => {
  expect(formatUptime(3 * 3600 + 5 * 60 + 9)).toBe('3:05:09');
});
