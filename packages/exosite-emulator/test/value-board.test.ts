import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../src/store/database.ts';
import { createDeviceStore } from '../src/store/device-store.ts';
import { createValueBoard } from '../src/value-board.ts';
import { createRoomyValueStore } from './support/stores.ts';

function createBoard(): { board: ReturnType<typeof createValueBoard>; write: (text: string) => void } {
  const database = openDatabase(undefined);
  const devices = createDeviceStore(database);
  devices.add({ vendor: 'v', model: 'm', serial: 's' }, '');
  const device = devices.all()[0]!;
  const board = createValueBoard(createRoomyValueStore(database), () => 100);
  return {
    board,
    write: (text) => {
      board.write(device, new Map([['a', Buffer.from(text)]]), 'device');
    },
  };
}

test('a listener registered twice hears twice and ends once per ending', () => {
  const { board, write } = createBoard();
  const heard: string[] = [];
  const listener = ({ text }: { text: string }): void => {
    heard.push(text);
  };
  const ends = [board.onWrite(listener), board.onWrite(listener)];
  write('1');
  ends[0]?.();
  write('2');
  expect(heard).toEqual(['1', '1', '2']);
});

test('values and failing listeners are published as diagnostics', () => {
  const { board, write } = createBoard();
  const published: unknown[] = [];
  const listen = (message: unknown, name: string | symbol): void => {
    published.push([name, message]);
  };
  const names = ['exosite-emulator:value:stored', 'exosite-emulator:listener:failed'];
  for (const name of names) subscribe(name, listen);
  onTestFinished(() => {
    for (const name of names) unsubscribe(name, listen);
  });
  const error = new Error('listener');
  board.onWrite(() => {
    throw error;
  });
  write('1');
  const device = { vendor: 'v', model: 'm', serial: 's' };
  expect(published).toEqual([
    ['exosite-emulator:value:stored', { device, alias: 'a', timestamp: 100, text: '1', by: 'device' }],
    ['exosite-emulator:listener:failed', { error }],
  ]);
});
