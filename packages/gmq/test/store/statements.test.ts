import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { migrate } from '../../src/store/schema.ts';
import { prepareChanges } from '../../src/store/statements.ts';
import { messageOf } from '../fixtures/stored-message.ts';

function openTables() {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  database.exec(
    "INSERT INTO boots(boot) VALUES ('boot'); INSERT INTO clients(lane, vendor, model, serial) VALUES ('l', 'v', 'm', 's')",
  );
  return { database, changes: prepareChanges(database, 1) };
}

test('values go in as bytes, never as part of a statement', () => {
  const { database, changes } = openTables();
  const alias = "'); DROP TABLE messages; --";
  changes.apply([{ kind: 'add', message: messageOf({ id: 1, alias, value: Buffer.from([0, 255]) }) }]);
  expect(database.prepare('SELECT alias, hex(value) AS hex FROM messages').get()).toEqual({ alias, hex: '00FF' });
});

test('a buried message keeps the time that was asked for, not the one it was moved to', () => {
  const { database, changes } = openTables();
  changes.apply([{ kind: 'add', message: messageOf({ id: 1, timestamp: 105, asked: 100 }) }]);
  changes.apply([{ kind: 'bury', clientId: 1, id: 1, reason: 'why', at: 7 }]);
  expect(database.prepare('SELECT ts, reason, at FROM dead').get()).toEqual({ ts: 100, reason: 'why', at: 7 });
  expect(database.prepare('SELECT count(*) AS n FROM messages').get()).toEqual({ n: 0 });
});

test('marks and unmarks what is being sent', () => {
  const { database, changes } = openTables();
  const sending = () => database.prepare('SELECT sending FROM clients').get();
  changes.apply([{ kind: 'sending', clientId: 1, lastId: 9 }]);
  expect(sending()).toEqual({ sending: 9 });
  changes.apply([{ kind: 'answered', clientId: 1 }]);
  expect(sending()).toEqual({ sending: 0 });
});
