import { expect, test } from 'vitest';
import { createChanges } from '../../src/changes.ts';
import { createDeviceRegistry } from '../../src/device/registry.ts';
import { createDeviceStore } from '../../src/store/device-store.ts';
import { openDatabase } from '../../src/store/database.ts';

const DEVICE = { vendor: 'v', model: 'm', serial: 's' };

function createRegistry(clock: { now: number }): ReturnType<typeof createDeviceRegistry> {
  const database = openDatabase(undefined);
  return createDeviceRegistry({
    ...{ database, store: createDeviceStore(database), changes: createChanges() },
    ...{ nowSeconds: () => clock.now, cikAlphabet: 'hex' },
  });
}

test('one activation per window; enabling again opens a new one (exosite 3.1)', () => {
  const clock = { now: 1000 };
  const registry = createRegistry(clock);
  expect(registry.activate(registry.find(DEVICE))).toMatchObject({ status: 404 });
  registry.add(DEVICE, 'extra');
  expect(registry.activate(registry.find(DEVICE))).toMatchObject({ status: 409, why: 'not enabled' });
  registry.enable(DEVICE);
  clock.now += 86_400;
  expect(registry.activate(registry.find(DEVICE))).toMatchObject({ status: 409 });
  registry.enable(DEVICE);
  const result = registry.activate(registry.find(DEVICE));
  expect(result).toMatchObject({ status: 200 });
  expect(registry.activate(registry.find(DEVICE))).toMatchObject({ status: 409 });
  expect(registry.find(DEVICE)?.extra).toBe('extra');
});

test('a call is remembered as the time the device was last seen; removing forgets the device', () => {
  const clock = { now: 1000 };
  const registry = createRegistry(clock);
  registry.enable(DEVICE);
  const result = registry.activate(registry.find(DEVICE));
  clock.now = 2000;
  const device = registry.authenticate(result.status === 200 ? result.cik : '');
  expect(device && registry.info(device)).toMatchObject({ ...DEVICE, status: 'activated', lastSeen: 2000 });
  if (device !== undefined) registry.remove(device);
  expect(registry.all()).toEqual([]);
  expect(registry.authenticate('a'.repeat(40))).toBeUndefined();
});

test('the first certificate of an enabled device is its own until it is enabled again (exosite 6)', () => {
  const registry = createRegistry({ now: 1000 });
  const show = (fingerprint: string): boolean => {
    const device = registry.find(DEVICE);
    return device !== undefined && registry.authenticateCertificate(device, fingerprint);
  };
  registry.add(DEVICE, '');
  expect(show('first')).toBe(false);
  registry.enable(DEVICE);
  expect([show('first'), show('second'), show('first')]).toEqual([true, false, true]);
  expect(registry.activate(registry.find(DEVICE))).toMatchObject({ status: 409 });
  registry.enable(DEVICE);
  expect(show('second')).toBe(true);
});
