import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { formatMessageId } from '../../src/priority.ts';
import { formatClientColumns, prepareQueries, SQL } from '../../src/store/queries.ts';
import { migrate } from '../../src/store/schema.ts';
import { prepareChanges } from '../../src/store/statements.ts';
import { messageOf } from '../fixtures/stored-message.ts';

function openTables() {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  database.exec(`INSERT INTO boots(boot) VALUES ('boot');
    INSERT INTO clients(lane, vendor, model, serial) VALUES ('l', 'v', 'm', 's'), ('o', 'v', 'm', 'o')`);
  return { database, changes: prepareChanges(database, 1), queries: prepareQueries(database, 1) };
}

test.each(Object.entries(SQL))('%s never scans what waits, and sorts nothing, however much there is', (_name, sql) => {
  const { database } = openTables();
  const parameters = Array.from(sql.matchAll(/\?/g), () => 1);
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters);
  const steps = plan.map(({ detail }) => String(detail));
  expect(steps.filter((detail) => /SCAN messages|TEMP B-TREE/.test(detail))).toEqual([]);
});

test('a head is read from the front of its range: the rows behind it are not touched', () => {
  const { database } = openTables();
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${SQL.head}`).all(1, 0, 1);
  expect(plan.map(({ detail }) => detail)).toEqual([
    'SEARCH messages USING PRIMARY KEY (client=? AND id>?)',
    'SEARCH boots USING INTEGER PRIMARY KEY (rowid=?)',
  ]);
});

test('what waits is counted as it comes and goes, to the byte', () => {
  const { changes, queries, database } = openTables();
  const add = (id: number, clientId: number, alias: string, size: number) =>
    ({ kind: 'add', message: messageOf({ id, clientId, alias, value: new Uint8Array(size) }) }) as const;
  changes.apply([add(1, 1, 'ä', 10), add(2, 1, 'a', 0), add(3, 2, 'b', 5)]);
  changes.apply([
    { kind: 'remove', clientId: 1, id: 2 },
    { kind: 'remove', clientId: 1, id: 99 },
    { kind: 'bury', clientId: 2, id: 3, reason: 'why', at: 0 },
  ]);
  expect(queries.totals()).toEqual([{ clientId: 1, messages: 1, bytes: 2 + 10 + 64 }]);
  expect(database.prepare('SELECT messages, bytes FROM clients').all()).toEqual([
    { messages: 1, bytes: 76 },
    { messages: 0, bytes: 0 },
  ]);
});

test('the newest message is found in whatever priority it is', () => {
  const { changes, queries } = openTables();
  expect(queries.lastId()).toBe(0);
  const ids = [formatMessageId(3, 0), formatMessageId(9, 4), formatMessageId(7, 9)];
  changes.apply(ids.map((id, index) => ({ kind: 'add', message: messageOf({ id, clientId: 1 + (index % 2) }) })));
  expect(queries.lastId()).toBe(9);
});

test('a bare CIK is kept as the CIK and as nothing else', () => {
  const cik = 'c'.repeat(40);
  expect(formatClientColumns({ cik })).toEqual([JSON.stringify([cik]), null, null, null, cik]);
  expect(formatClientColumns({ vendor: 'v', model: 'm', serial: 's' })).toEqual(['["v","m","s"]', 'v', 'm', 's', null]);
});
