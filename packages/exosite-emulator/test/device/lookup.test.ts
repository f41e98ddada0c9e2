import { expect, test } from 'vitest';
import { findByIdentity, findByResourceId } from '../../src/device/lookup.ts';
import { resourceId } from '../../src/device/resource-id.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createDeviceStore } from '../../src/store/device-store.ts';

test('an identity is looked up in the product of the host, elsewhere it must be the only one (exosite 6)', () => {
  const devices = createDeviceStore(openDatabase(undefined));
  devices.add({ vendor: 'one', model: 'one', serial: 'a' }, '');
  devices.add({ vendor: 'two', model: 'two', serial: 'a' }, '');
  devices.add({ vendor: 'two', model: 'two', serial: 'b' }, '');
  const find = (identity: string, host?: string): string | undefined => findByIdentity(devices, identity, host)?.vendor;
  expect(find('a', 'two.m2.exosite.io')).toBe('two');
  expect(find('a', 'localhost')).toBeUndefined();
  expect([find('b', 'localhost'), find('b'), find('c')]).toEqual(['two', 'two', undefined]);
});

test('a resource id names its device (exosite 5)', () => {
  const devices = createDeviceStore(openDatabase(undefined));
  const device = { vendor: 'v', model: 'm', serial: 's' };
  devices.add(device, '');
  expect(findByResourceId(devices, resourceId(device))).toMatchObject(device);
  expect(findByResourceId(devices, 'f'.repeat(40))).toBeUndefined();
});
