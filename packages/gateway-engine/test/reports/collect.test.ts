import { expect, test } from 'vitest';

import { collectReports } from '../../src/reports/collect.ts';

const info = { uname: 'u', df: 'd', free: 'f', ipaddrs: '', engine: '1', node: '24' };

test('gives the three reports as JSON text by alias (gwe 52)', async () => {
  const reports = await collectReports({
    programs: () => Promise.resolve([{ name: 'gwe', state: 'RUNNING' }]),
    apps: () => Promise.resolve([]),
    deviceInfo: () => Promise.resolve(info),
    usage: () => ({}),
    onFailure: () => undefined,
  });
  expect(Object.keys(reports).sort()).toEqual(['device_info', 'engine_report', 'usage_report']);
  expect(JSON.parse(reports['device_info'] ?? '')).toEqual(info);
  expect(reports['engine_report']).toContain('"gwe"');
});

test('with supervisord down it still reports what is installed, and says what failed (gwe 56)', async () => {
  const failed: string[] = [];
  const reports = await collectReports({
    programs: () => Promise.reject(new Error('SUPERVISOR_DOWN')),
    apps: () => Promise.resolve([{ name: 'counter', version: '1' }]),
    deviceInfo: () => Promise.reject(new Error('no /proc')),
    usage: () => ({}),
    onFailure: (part) => failed.push(part),
  });
  expect(reports['engine_report']).toContain('"counter"');
  expect(reports).not.toHaveProperty('device_info');
  expect(failed).toEqual(['programs', 'device_info']);
});
