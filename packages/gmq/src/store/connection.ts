import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { MessageStore, StoreChange } from '../store.ts';
import type { Anchor } from '../time/anchor.ts';
import { createAsideCommit } from './aside-commit.ts';
import { prepareFile } from './file.ts';
import { formatClientColumns, prepareQueries } from './queries.ts';
import { readInteger } from './rows.ts';
import { configureConnection, DEFAULT_LOG_PAGES, migrate } from './schema.ts';
import { prepareChanges } from './statements.ts';
import { isSuspect } from './suspicion.ts';
import { planUndo } from './undo.ts';

/** An open file. The same as a store, but its failures are still SQLite's own. */
export interface Connection extends Omit<MessageStore, 'commitAside' | 'freeBytes' | 'open'> {
  commitAside(changes: readonly StoreChange[]): Promise<void>;
  /** The number of another boot than this one, for messages that came in it. */
  ensureBoot(name: string, anchor: Anchor | undefined): number;
}

/** Waits this long for a predecessor that is just stopping to let go of the file. */
const LOCK_WAIT_MS = 2000;

/**
 * A file up to this size is checked as a whole after a power cut or a crash; the check of a larger one would hold up
 * the start. Damage that no check has seen is found when it is read, and salvaged at the next start.
 */
const MAX_CHECKED_BYTES = 32 * 1024 * 1024;

/** Checked in every file: without them nothing works. They are small. */
const CHECKED_TABLES = ['meta', 'boots', 'clients'] as const;

/** This many free pages may stay in the file; more are given back to the file system, a few with each removal. */
const MAX_FREE_PAGES = 1024;
const PAGES_PER_STEP = 128;

/** Opens the file, checks it, and settles what was being sent when it was last open. */
export function openConnection(
  Database: typeof DatabaseSync,
  path: string,
  bootId: string,
  maxLogPages: number = DEFAULT_LOG_PAGES,
): Connection {
  prepareFile(path);
  const checksAll = wasCutOff(path) && statSync(path).size <= MAX_CHECKED_BYTES;
  const database = new Database(path, { timeout: LOCK_WAIT_MS });
  try {
    configureConnection(database, maxLogPages);
    checkFile(database, path, checksAll);
    migrate(database);
    return createConnection(database, path, bootId, maxLogPages);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** True if the file was not closed when it was last open: SQLite removes the write-ahead log when it closes. */
function wasCutOff(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function checkFile(database: DatabaseSync, path: string, checksAll: boolean): void {
  const known = new Set(
    database
      .prepare('SELECT name FROM sqlite_schema')
      .all()
      .map(({ name }) => name),
  );
  // Only now: what was read just before has taken the lock, so nobody else is using what is about to be put aside.
  if (isSuspect(path)) throw damaged('it could not be read when it was last open');
  const scopes = checksAll ? ['1'] : CHECKED_TABLES.filter((table) => known.has(table));
  for (const scope of scopes) {
    const [first] = database.prepare(`PRAGMA quick_check(${scope})`).all();
    if (first?.['quick_check'] !== 'ok') throw damaged('quick_check found errors');
  }
}

/** What SQLite throws for a damaged file. */
function damaged(found: string): Error {
  return Object.assign(new Error(found), { errcode: 11 });
}

function createConnection(database: DatabaseSync, path: string, bootId: string, maxLogPages: number): Connection {
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

  const insertBoot = database.prepare('INSERT OR IGNORE INTO boots(boot) VALUES (?)');
  const findBoot = database.prepare('SELECT id FROM boots WHERE boot = ?');
  const ensureBoot = (name: string): number => {
    insertBoot.run(name);
    return readInteger(findBoot.get(name) ?? {}, 'id');
  };

  let boot = 0;
  transaction(() => {
    settleSending(database);
    boot = ensureBoot(bootId);
  });

  const changes = prepareChanges(database, boot);
  const queries = prepareQueries(database, boot);
  const aside = createAsideCommit({
    ...{ database, path, write, maxLogPages },
    planUndo: (list) => planUndo(list, queries),
  });

  const addClient = database.prepare('INSERT INTO clients(lane, vendor, model, serial, cik) VALUES (?, ?, ?, ?, ?)');
  const saveCik = database.prepare('UPDATE clients SET cik = ? WHERE id = ?');
  const freePages = database.prepare('PRAGMA freelist_count');
  const giveBackPages = (): void => {
    if (readInteger(freePages.get() ?? {}, 'freelist_count') < MAX_FREE_PAGES) return;
    database.exec(`PRAGMA incremental_vacuum(${PAGES_PER_STEP})`);
  };

  function write(list: readonly StoreChange[]): void {
    transaction(() => {
      changes.apply(list);
    });
    if (list.some(({ kind }) => kind === 'remove' || kind === 'trimDead')) giveBackPages();
  }

  return {
    ...queries,
    close() {
      try {
        // SQLite moves the rest of the log into the file, and fsyncs both.
        aside.settle();
      } finally {
        database.close();
        aside.close();
      }
    },
    commitAside: (list) => aside.commit(list),
    ensureBoot(name, anchor) {
      const id = ensureBoot(name);
      if (id !== boot && anchor !== undefined) prepareChanges(database, id).apply([{ kind: 'anchor', anchor }]);
      return id;
    },
    ensureClient(identity) {
      const [lane, ...columns] = formatClientColumns(identity);
      const known = queries.clientOf(lane);
      if (known !== undefined) return known;
      aside.settle();
      const { lastInsertRowid } = addClient.run(lane, ...columns);
      return { id: Number(lastInsertRowid), identity, ...('cik' in identity ? { cik: identity.cik } : {}) };
    },
    saveCik(clientId, cik) {
      aside.settle();
      saveCik.run(cik ?? null, clientId);
    },
    commit(list) {
      aside.settle();
      write(list);
    },
  };
}

/** What was under way when the file was last open may be on the platform: its second is fixed from now on. */
function settleSending(database: DatabaseSync): void {
  const pin = database.prepare('UPDATE messages SET fate = 1 WHERE client = ? AND id BETWEEN ? AND ? AND fate <> 1');
  for (const row of database.prepare('SELECT id, sending_from, sending FROM clients WHERE sending <> 0').all()) {
    pin.run(readInteger(row, 'id'), readInteger(row, 'sending_from'), readInteger(row, 'sending'));
  }
  database.exec('UPDATE clients SET sending = 0, sending_from = 0 WHERE sending <> 0');
}
