import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { formatLaneKey } from '../identity.ts';
import type { HeadLimits, MessageStore, StoredMessage } from '../store.ts';
import { prepareFile } from './file.ts';
import { readClient, readDeadLetter, readInteger, readMessage, readText, type Row } from './rows.ts';
import { configureConnection, migrate } from './schema.ts';
import { prepareChanges } from './statements.ts';

/** An open file. The same as a store, but its failures are still SQLite's own. */
export type Connection = Omit<MessageStore, 'open'>;

/** Waits this long for a predecessor that is just stopping to let go of the file. */
const LOCK_WAIT_MS = 2000;

/** A file up to this size is checked as a whole at open; the check of a larger one would hold up the start. */
const MAX_CHECKED_BYTES = 32 * 1024 * 1024;

/** This many free pages may stay in the file; more are given back to the file system, a few with each removal. */
const MAX_FREE_PAGES = 1024;
const PAGES_PER_STEP = 128;

/** Opens the file, checks it, and settles what was being sent when it was last open. */
export function openConnection(Database: typeof DatabaseSync, path: string, bootId: string): Connection {
  prepareFile(path);
  const database = new Database(path, { timeout: LOCK_WAIT_MS });
  try {
    configureConnection(database);
    migrate(database);
    checkFile(database, path);
    return createConnection(database, bootId);
  } catch (error) {
    database.close();
    throw error;
  }
}

function checkFile(database: DatabaseSync, path: string): void {
  if (statSync(path).size > MAX_CHECKED_BYTES) return;
  const [first] = database.prepare('PRAGMA quick_check(1)').all();
  if (first?.['quick_check'] === 'ok') return;
  throw Object.assign(new Error('quick_check found errors'), { errcode: 11 });
}

function createConnection(database: DatabaseSync, bootId: string): Connection {
  const all = (sql: string): (() => Row[]) => {
    const statement = database.prepare(sql);
    return () => statement.all();
  };
  const transaction = (body: () => void): void => {
    database.exec('BEGIN IMMEDIATE');
    try {
      body();
      // COMMIT returns after the fsync of the write-ahead log: from here on it survives a power cut.
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };

  let boot = 0;
  transaction(() => {
    database.exec(`UPDATE messages SET fate = 1 WHERE fate <> 1
      AND id <= (SELECT sending FROM clients WHERE clients.id = messages.client)`);
    database.exec('UPDATE clients SET sending = 0 WHERE sending <> 0');
    database.prepare('INSERT OR IGNORE INTO boots(boot) VALUES (?)').run(bootId);
    boot = readInteger(database.prepare('SELECT id FROM boots WHERE boot = ?').get(bootId) ?? {}, 'id');
  });

  const changes = prepareChanges(database, boot);
  const clients = all('SELECT id, vendor, model, serial, cik FROM clients ORDER BY id');
  const clientOfLane = database.prepare('SELECT id, vendor, model, serial, cik FROM clients WHERE lane = ?');
  const addClient = database.prepare('INSERT INTO clients(lane, vendor, model, serial, cik) VALUES (?, ?, ?, ?, ?)');
  const saveCik = database.prepare('UPDATE clients SET cik = ? WHERE id = ?');
  const head = database.prepare('SELECT * FROM messages WHERE client = ? ORDER BY id LIMIT ?');
  const lastId = all('SELECT coalesce(max(id), 0) AS id FROM messages');
  const totals = all(`SELECT client, count(*) AS n, sum(length(value) + length(CAST(alias AS BLOB)) + 64) AS bytes
    FROM messages GROUP BY client`);
  const seconds = database.prepare('SELECT alias, first, last FROM seconds WHERE client = ?');
  const dead = database.prepare(`SELECT dead.*, vendor, model, serial, cik FROM dead
    JOIN clients ON clients.id = dead.client ORDER BY dead.id DESC LIMIT ?`);
  const countDead = all('SELECT count(*) AS n FROM dead');
  const freePages = all('PRAGMA freelist_count');
  const giveBackPages = (): void => {
    if (readInteger(freePages()[0] ?? {}, 'freelist_count') < MAX_FREE_PAGES) return;
    database.exec(`PRAGMA incremental_vacuum(${PAGES_PER_STEP})`);
  };

  return {
    close() {
      database.close();
    },
    clients: () => clients().map(readClient),
    ensureClient(identity) {
      const lane = formatLaneKey(identity);
      const columns =
        'cik' in identity ? [null, null, null, identity.cik] : [identity.vendor, identity.model, identity.serial, null];
      if (clientOfLane.get(lane) === undefined) addClient.run(lane, ...columns);
      return readClient(clientOfLane.get(lane) ?? {});
    },
    saveCik(clientId, cik) {
      saveCik.run(cik ?? null, clientId);
    },
    commit(list) {
      transaction(() => {
        for (const change of list) changes.apply(change);
      });
      if (list.some(({ kind }) => kind === 'remove' || kind === 'trimDead')) giveBackPages();
    },
    head(clientId, limits) {
      return takeHead(head.iterate(clientId, limits.maxMessages), limits);
    },
    lastId: () => readInteger(lastId()[0] ?? {}, 'id'),
    totals: () =>
      totals().map((row) => ({
        clientId: readInteger(row, 'client'),
        messages: readInteger(row, 'n'),
        bytes: readInteger(row, 'bytes'),
      })),
    seconds: (clientId) =>
      seconds.all(clientId).map((row) => ({
        alias: readText(row, 'alias'),
        first: readInteger(row, 'first'),
        last: readInteger(row, 'last'),
      })),
    deadLetters: (limit) => dead.all(limit).map(readDeadLetter),
    countDead: () => readInteger(countDead()[0] ?? {}, 'n'),
  };
}

/** Reads rows only until the byte limit is reached, so that a head of large values does not fill the memory. */
function takeHead(rows: Iterable<Row>, limits: HeadLimits): StoredMessage[] {
  const taken: StoredMessage[] = [];
  let bytes = 0;
  for (const row of rows) {
    const message = readMessage(row);
    bytes += message.value.byteLength;
    if (taken.length > 0 && bytes > limits.maxBytes) break;
    taken.push(message);
  }
  return taken;
}
