import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openUsageStore, type UsageRow } from '../../src/usage/store.ts';
import { makeFolder } from '../fixtures/folder.ts';

const HOUR_MS = 3_600_000;
const row = (source: string, rest: Partial<UsageRow> = {}): UsageRow => ({
  endedAtMs: 10 * HOUR_MS,
  interface: 'eth0',
  group: 'gwe',
  source,
  sentBytes: 100,
  receivedBytes: 50,
  durationMs: 1.5,
  ...rest,
});

function open(bounds = { maxRequests: 100, maxSums: 100 }, path = join(makeFolder(), 'usage.db')) {
  const store = openUsageStore(DatabaseSync, path, bounds);
  onTestFinished(() => {
    store.close();
  });
  return { store, path };
}

test('adds up by hour, interface, group and source', () => {
  const { store } = open();
  store.add([row('write:a'), row('write:a', { sentBytes: 300 }), row('write:a', { endedAtMs: 12 * HOUR_MS })]);
  store.add([row('read:a', { interface: 'ppp0' })]);
  expect(store.totals(0)).toContainEqual({
    interface: 'eth0',
    group: 'gwe',
    source: 'write:a',
    tot_rx: 150,
    max_rx: 50,
    tot_tx: 500,
    max_tx: 300,
    num: 3,
  });
  expect(store.totals(0)).toHaveLength(2);
  expect(store.totals(12 * HOUR_MS)).toMatchObject([{ source: 'write:a', num: 1 }]);
});

test('tells the bytes of a source, and of all that begin alike; nothing in it is a pattern', () => {
  const { store } = open();
  store.add([row('write:a'), row('write:b'), row('write:%'), row('read:a', { endedAtMs: HOUR_MS })]);
  expect(store.bytes(0, 'write:a', false)).toBe(150);
  expect(store.bytes(0, 'write:%', false)).toBe(150);
  expect(store.bytes(0, 'write:', true)).toBe(450);
  expect(store.bytes(0, '', true)).toBe(600);
  expect(store.bytes(2 * HOUR_MS, '', true)).toBe(450);
});

test('two of one file see what the other adds', () => {
  const { store, path } = open();
  const { store: other } = open(undefined, path);
  store.add([row('write:a')]);
  other.add([row('write:a')]);
  expect(store.bytes(0, 'write:a', false)).toBe(300);
  expect(other.latest(10)).toHaveLength(2);
});

test('a file that is used for years stays small: the oldest goes first', () => {
  const { store, path } = open({ maxRequests: 50, maxSums: 20 });
  for (let hour = 0; hour < 400; hour += 1) {
    store.add(
      Array.from({ length: 10 }, (_, at) => row(`write:${'x'.repeat(300)}${at}`, { endedAtMs: hour * HOUR_MS })),
    );
  }
  expect(store.latest(1_000)).toHaveLength(50);
  expect(store.totals(0)).toMatchObject([{ num: 10 * 20 }]);
  expect(store.latest(1)[0]?.endedAtMs).toBe(399 * HOUR_MS);
  expect(statSync(path).size).toBeLessThan(100_000);
  expect(statSync(`${path}-wal`).size).toBeLessThan(600_000);
});

test('adds all or nothing', () => {
  const { store } = open();
  expect(() => {
    store.add([row('write:a'), row('write:b', { sentBytes: Number.NaN })]);
  }).toThrow();
  expect(store.latest(10)).toEqual([]);
  store.add([row('write:a')]);
  expect(store.latest(10)).toHaveLength(1);
});
