import { expect, test } from 'vitest';

import { collectReports, type ReportSources } from '../../src/reports/collect.ts';
import { collectDeviceInfo } from '../../src/reports/device-info.ts';

function sources(failed: string[]): ReportSources {
  return {
    programs: () => Promise.resolve([{ name: 'gwe', state: 'RUNNING', pid: process.pid }]),
    apps: () => Promise.resolve([{ name: 'counter', version: '1' }]),
    queue: () => Promise.resolve({ messages: 1, bytes: 2, deadLetters: 0 }),
    pending: () => Promise.resolve([]),
    deviceInfo: () => collectDeviceInfo('1.2.3', 0),
    usage: () => ({}),
    onFailure: (part) => failed.push(part),
  };
}

test('gives the three reports by alias (gwe 52)', async () => {
  const failed: string[] = [];
  const reports = await collectReports(sources(failed));
  expect(Object.keys(reports).sort()).toEqual(['device_info', 'engine_report', 'usage_report']);
  expect(reports.device_info?.engine).toBe('1.2.3');
  expect(reports.engine_report.queue).toEqual({ messages: 1, bytes: 2, deadLetters: 0 });
  expect(reports.engine_report.apps[1]?.['gwe']?.rss_kib).toBeGreaterThan(0);
  expect(failed).toEqual([]);
});

test('with supervisord down it still reports what is installed, and says what failed (gwe 56)', async () => {
  const failed: string[] = [];
  const reports = await collectReports({
    ...sources(failed),
    programs: () => Promise.reject(new Error('SUPERVISOR_DOWN')),
    queue: () => Promise.reject(new Error('GMQ_NOT_RUNNING')),
    deviceInfo: () => Promise.reject(new Error('no /proc')),
  });
  expect(reports.engine_report).toEqual({
    apps: [{ counter: { exitstatus: '', status: '', uptime: '', version: '1' } }],
  });
  expect(reports).not.toHaveProperty('device_info');
  expect(failed).toEqual(['programs', 'queue', 'device_info']);
});
