import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openConnection } from '../../src/store/connection.ts';
import { CLIENT } from '../fixtures/open-queue.ts';
import { createScratch } from '../fixtures/scratch.ts';
import { messageOf } from '../fixtures/stored-message.ts';

const KILOBYTE = new Uint8Array(1000).fill(1);

test('gives the disk back after a backlog (queue 7)', () => {
  const path = join(createScratch(), 'gmq.db');
  const connection = openConnection(DatabaseSync, path, 'boot');
  const { id: clientId } = connection.ensureClient(CLIENT);
  const ids = Array.from({ length: 12_000 }, (_, index) => index + 1);
  connection.commit(ids.map((id) => ({ kind: 'add', message: messageOf({ id, clientId, value: KILOBYTE }) })));
  for (let from = 0; from < ids.length; from += 100) {
    connection.commit(ids.slice(from, from + 100).map((id) => ({ kind: 'remove', clientId, id })));
  }
  connection.close();
  expect(statSync(path).size).toBeLessThan(6_000_000);
});

test('stores the boot and the monotonic time with every message, for putting times right later (design 4.6)', () => {
  const path = join(createScratch(), 'gmq.db');
  for (const [id, boot] of [
    [1, 'first'],
    [2, 'second'],
    [3, 'second'],
  ] as const) {
    const connection = openConnection(DatabaseSync, path, boot);
    const { id: clientId } = connection.ensureClient(CLIENT);
    connection.commit([{ kind: 'add', message: messageOf({ id, clientId, monoMs: id * 10.5 }) }]);
    connection.close();
  }
  const database = new DatabaseSync(path);
  const rows = database
    .prepare('SELECT m.id, mono, b.boot FROM messages m JOIN boots b ON b.id = m.boot ORDER BY m.id')
    .all();
  database.close();
  expect(rows.map((row) => Object.values(row))).toEqual([
    [1, 10, 'first'],
    [2, 21, 'second'],
    [3, 31, 'second'],
  ]);
});

test('every commit ends with an fsync of the write-ahead log, and one writer holds the file', () => {
  const path = join(createScratch(), 'gmq.db');
  const connection = openConnection(DatabaseSync, path, 'boot');
  connection.ensureClient(CLIENT);
  expect(() => {
    new DatabaseSync(path).exec('SELECT * FROM clients');
  }).toThrow('locked');
  connection.close();
  const database = new DatabaseSync(path);
  expect(Object.values(database.prepare('PRAGMA journal_mode').get() ?? {})).toEqual(['wal']);
  database.close();
});

test('the write-ahead log stays bounded, and is cut after a burst (queue 7)', () => {
  const path = join(createScratch(), 'gmq.db');
  const connection = openConnection(DatabaseSync, path, 'boot');
  const { id: clientId } = connection.ensureClient(CLIENT);
  let id = 0;
  const add = (count: number): void => {
    const messages = Array.from({ length: count }, () => messageOf({ id: (id += 1), clientId, value: KILOBYTE }));
    connection.commit(messages.map((message) => ({ kind: 'add', message })));
  };
  add(12_000);
  expect(statSync(`${path}-wal`).size).toBeGreaterThan(10_000_000);
  for (let commit = 0; commit < 60; commit += 1) add(100);
  expect(statSync(`${path}-wal`).size).toBeLessThan(6_000_000);
  connection.close();
});
