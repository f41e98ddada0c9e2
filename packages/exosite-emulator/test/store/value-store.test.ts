import { expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { createDeviceStore } from '../../src/store/device-store.ts';
import { type ValueStore } from '../../src/store/value-store.ts';
import { createRoomyValueStore } from '../support/stores.ts';

function createStore(): { values: ValueStore; remove: () => void } {
  const database = openDatabase(undefined);
  const devices = createDeviceStore(database);
  devices.add({ vendor: 'v', model: 'm', serial: '1' }, '');
  return {
    values: createRoomyValueStore(database),
    remove: () => {
      devices.remove(1);
    },
  };
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

test('one value per alias and second: a put replaces, a record is refused and named (exosite 2.1, 2.5)', () => {
  const { values } = createStore();
  values.put(1, 100, new Map([['a', bytes('1')]]));
  values.put(1, 100, new Map([['a', bytes('2')]]));
  const result = values.record(1, [
    { alias: 'a', timestamp: 100, value: bytes('3') },
    { alias: 'a', timestamp: 101, value: bytes('4') },
    { alias: 'a', timestamp: 101, value: bytes('5') },
  ]);
  expect(result.stored.map(({ timestamp }) => timestamp)).toEqual([101]);
  expect(result.conflicts).toEqual([
    { alias: 'a', timestamp: 100 },
    { alias: 'a', timestamp: 101 },
  ]);
  expect(values.history(1, 'a').map(({ text }) => text)).toEqual(['2', '4']);
});

test('the latest value is the one with the highest timestamp', () => {
  const { values } = createStore();
  values.put(1, 100, new Map([['a', bytes('now')]]));
  values.record(1, [{ alias: 'a', timestamp: 50, value: bytes('old') }]);
  expect(values.latest(1, 'a')?.text).toBe('now');
  expect(values.firstAfter(1, 'a', 49)?.text).toBe('old');
  expect(values.firstAfter(1, 'a', 100)).toBeUndefined();
});

test('ranges are inclusive; flush drops them; removing the device drops all', () => {
  const { values, remove } = createStore();
  for (const timestamp of [1, 2, 3]) values.put(1, timestamp, new Map([['a', bytes(String(timestamp))]]));
  const range = (order: 'asc' | 'desc', limit: number): string[] =>
    values.range(1, 'a', { from: 1, to: 2, order, limit }).map(({ text }) => text);
  expect([range('asc', 9), range('desc', 9), range('desc', 1)]).toEqual([['1', '2'], ['2', '1'], ['2']]);
  values.flush(1, 'a', 2, 3);
  expect(values.history(1, 'a').map(({ text }) => text)).toEqual(['1']);
  remove();
  expect(values.aliases(1)).toEqual([]);
});
