import { expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { createDeviceStore } from '../../src/store/device-store.ts';

test('a device is found by identity, by serial and by CIK; adding it twice is refused', () => {
  const store = createDeviceStore(openDatabase(undefined));
  expect(store.add({ vendor: 'v', model: 'm', serial: '1' }, 'attic')).toBe(true);
  expect(store.add({ vendor: 'v', model: 'm', serial: '1' }, '')).toBe(false);
  expect(store.add({ vendor: 'a', model: 'm', serial: '1' }, '')).toBe(true);
  const device = store.find({ vendor: 'v', model: 'm', serial: '1' });
  expect(device).toMatchObject({ extra: 'attic', cik: undefined, enabledAt: undefined, disabled: false });
  store.setCik(device!.id, 'c');
  expect(store.findByCik('c')?.vendor).toBe('v');
  expect(store.findBySerial('1').map(({ vendor }) => vendor)).toEqual(['a', 'v']);
  store.disable(device!.id);
  expect(store.findByCik('c')).toBeUndefined();
  store.enable(device!.id, 5);
  expect(store.all().at(-1)).toMatchObject({ enabledAt: 5, disabled: false });
});
