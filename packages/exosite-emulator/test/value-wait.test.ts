import { expect, test } from 'vitest';
import { openDatabase } from '../src/store/database.ts';
import { createDeviceStore, type StoredDevice } from '../src/store/device-store.ts';
import { createValueBoard, type ValueBoard } from '../src/value-board.ts';
import { waitForPoint } from '../src/value-wait.ts';
import { createRoomyValueStore } from './support/stores.ts';

function createBoard(now: () => number): { values: ValueBoard; device: StoredDevice; nowSeconds: () => number } {
  const database = openDatabase(undefined);
  const devices = createDeviceStore(database);
  const identity = { vendor: 'v', model: 'm', serial: 's' };
  devices.add(identity, '');
  const device = devices.find(identity)!;
  return { values: createValueBoard(createRoomyValueStore(database), now), device, nowSeconds: now };
}

const A_LONG_TIME = 300_000;

test('a value recorded for a time before the question is not an answer', async () => {
  const board = createBoard(() => 100);
  const { signal } = new AbortController();
  const waiting = waitForPoint(board, {
    ...{ device: board.device, alias: 'a', since: undefined, timeoutMs: A_LONG_TIME, signal },
  });
  board.values.record(board.device, [{ alias: 'a', timestamp: 99, value: Buffer.from('old') }]);
  board.values.write(board.device, new Map([['a', Buffer.from('new')]]), 'cloud');
  expect(await waiting).toMatchObject({ timestamp: 100, text: 'new' });
});

test('an abort ends the wait, before or during it', async () => {
  const board = createBoard(() => 100);
  const abort = new AbortController();
  const wait = { device: board.device, alias: 'a', since: 5, timeoutMs: A_LONG_TIME, signal: abort.signal };
  const waiting = waitForPoint(board, wait);
  abort.abort();
  expect(await waiting).toBeUndefined();
  expect(await waitForPoint(board, wait)).toBeUndefined();
});
