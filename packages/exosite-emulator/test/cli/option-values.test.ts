import { expect, test } from 'vitest';
import { collectDevice, collectFault, parsePort, parsePositive } from '../../src/cli/option-values.ts';

test('numbers are whole and within their bounds', () => {
  expect([parsePort('0'), parsePort('65535'), parsePositive('1'), parsePositive('10000')]).toEqual([
    0, 65_535, 1, 10_000,
  ]);
  for (const wrong of ['65536', 'x', '-1', '']) expect(() => parsePort(wrong)).toThrow('It must be');
  for (const wrong of ['0', '1.5', '-1', '']) expect(() => parsePositive(wrong)).toThrow('It must be');
});

test('devices and faults gather', () => {
  expect(collectDevice('v/m/a/b', [])).toEqual([{ vendor: 'v', model: 'm', serial: 'a/b' }]);
  expect(() => collectDevice('v/m', [])).toThrow('VENDOR/MODEL/SERIAL');
  const first = collectFault('503', []);
  expect(collectFault('reset,count=all', first)).toEqual([
    { kind: 'status', status: 503 },
    { kind: 'reset', count: Infinity },
  ]);
  expect(() => collectFault('flood', [])).toThrow(/one of offline, status.*not flood\./);
});
