import { expect, test } from 'vitest';
import { toneOfState } from '../../../../console/reports/app-state.ts';
import { parseDeviceFacts } from '../../../../console/reports/device-facts.ts';

test('short facts get names, output of commands keeps its lines (gwe 53)', () => {
  const report = {
    uname: 'Linux',
    df: 'one line',
    free: 'a\nb',
    ipaddrs: ['1.2.3.4', '5.6.7.8'],
    uptime_s: 3700,
    temperature_c: 48.3,
  };
  expect(parseDeviceFacts(JSON.stringify(report))).toEqual({
    facts: [
      ['System', 'Linux'],
      ['Addresses', '1.2.3.4, 5.6.7.8'],
      ['Up for', '1 h 1 min'],
      ['Temperature', '48.3 °C'],
    ],
    outputs: [
      ['Storage (df)', 'one line'],
      ['Memory (free)', 'a\nb'],
    ],
  });
});

test('takes keys that nobody knows, nested ones too, and leaves empty ones out', () => {
  const report = { build_id: 7, queue: { depth: 3 }, temperature_c: null, clock_s: 1e20 };
  expect(parseDeviceFacts(JSON.stringify(report))?.facts).toEqual([
    ['build id', '7'],
    ['queue: depth', '3'],
    ['Clock', '100000000000000000000'],
  ]);
  expect(parseDeviceFacts('no JSON')).toBeUndefined();
});

test('states of supervisord have colours (gwe 57)', () => {
  expect(['RUNNING', 'BACKOFF', 'FATAL', 'EXITED', ''].map(toneOfState)).toEqual([
    ...['good', 'waiting', 'bad', 'plain', 'plain'],
  ]);
});
