import { hostname } from 'node:os';

import { expect, test } from 'vitest';

import { collectDeviceInfo, formatAddresses } from '../../src/reports/device-info.ts';

test('tells the four texts that the cloud side shows, from this machine (gwe 53)', async () => {
  const info = await collectDeviceInfo('1.2.3', 0);
  expect(info.uname).toContain(hostname());
  expect(info.df).toMatch(/^Filesystem .*\n(.*\n)*.* \/\n/);
  expect(info.free).toMatch(/^Mem: +[1-9]/m);
  expect(info.engine).toBe('1.2.3');
  expect(typeof info.ipaddrs).toBe('string');
});

test('lists addresses by which the machine can be reached', () => {
  const addresses = {
    lo: [{ address: '127.0.0.1', internal: true }],
    eth0: [
      { address: '192.168.1.7', internal: false },
      { address: 'fe80::1', internal: false },
    ],
    wlan0: [{ address: '10.0.0.3', internal: false }],
    gone: undefined,
  };
  expect(formatAddresses(addresses)).toBe('eth0 192.168.1.7, wlan0 10.0.0.3');
});
