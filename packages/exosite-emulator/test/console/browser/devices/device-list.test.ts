import { expect, test } from 'vitest';
import { type DeviceSummary } from '../../../../src/console/api.ts';
import { queryDevices, type DeviceQuery } from '../../../../console/devices/device-list.ts';

const names = { vendor: 'acme', model: 'gateway' };
const all: readonly DeviceSummary[] = [
  { ...names, serial: 'gw-10', status: 'activated', lastSeen: 5 },
  { ...names, serial: 'gw-2', status: 'notactivated' },
  { ...names, serial: 'other', status: 'activated', lastSeen: 9 },
];
const serials = (query: Partial<DeviceQuery>): string[] =>
  queryDevices(all, { search: '', status: 'any', sort: 'name', ...query }).map(({ serial }) => serial);

test('orders names as people count', () => {
  expect(serials({})).toEqual(['gw-2', 'gw-10', 'other']);
});

test('orders hardware addresses by their hexadecimal digits', () => {
  const addresses = ['00:2F:AC:43:55:0A', '00:2F:AC:43:55:09', '00:2F:AC:43:55:10'].map((serial) => ({
    ...{ vendor: 'v', model: 'm', serial },
    status: 'activated' as const,
  }));
  const ordered = queryDevices(addresses, { search: '', status: 'any', sort: 'name' });
  expect(ordered.map(({ serial }) => serial.slice(-2))).toEqual(['09', '0A', '10']);
});

test('finds by every word, in vendor, model or serial', () => {
  expect(serials({ search: 'ACME gw' })).toEqual(['gw-2', 'gw-10']);
  expect(serials({ search: 'gw nothing' })).toEqual([]);
});

test('shows one status, and the last seen first', () => {
  expect(serials({ status: 'activated', sort: 'lastSeen' })).toEqual(['other', 'gw-10']);
});
