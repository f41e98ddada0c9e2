import { randomUUID } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { toStoreError, type GmqError } from '../errors.ts';
import type { ClientIdentity } from '../identity.ts';
import type { MessageStore, StoredClient } from '../store.ts';
import { openConnection, type Connection } from './connection.ts';
import { adoptSalvaged, salvageStore } from './salvage.ts';
import { clearSuspect, markSuspect } from './suspicion.ts';

/** Options of {@link createDiskStore}. */
export interface DiskStoreOptions {
  /** The SQLite file, for its owner only (0600). It is created if it is missing, its folder too (with the default mode). */
  readonly path: string;
  /** Identifies the boot of this machine; stored with every message. Default: one that no other process has. */
  readonly bootId?: string;
  /**
   * Pages (of 4 KiB) in the write-ahead log before they are moved into the file; three times as many while commits
   * are synced aside. Default: 1000.
   */
  readonly maxLogPages?: number;
}

/**
 * The store on disk: one SQLite file, write-ahead log, an fsync at every commit. `node:sqlite` is loaded when it
 * is opened, not before. A damaged file is put aside at open, and what can be read of it is kept.
 */
export function createDiskStore(options: DiskStoreOptions): MessageStore {
  const bootId = options.bootId ?? `unknown ${randomUUID()}`;
  let connection: Connection | undefined;

  /** Runs one operation on the open file; every failure becomes this package's error here. */
  function use<T>(doing: string, operation: (open: Connection) => T): T {
    try {
      if (connection === undefined) throw new Error('the store is not open');
      return operation(connection);
    } catch (error) {
      throw fail(error, doing);
    }
  }

  function fail(error: unknown, doing: string): GmqError {
    const failure = toStoreError(error, `${doing} in ${options.path}`);
    if (failure.code === 'GMQ_STORE_DAMAGED') markSuspect(options.path);
    return failure;
  }

  return {
    async open() {
      if (connection !== undefined) return;
      const { DatabaseSync: Database } = await import('node:sqlite');
      connection = openOrSalvage(Database, options.path, bootId, options.maxLogPages);
    },
    close() {
      const open = connection;
      connection = undefined;
      open?.close();
    },
    clients: () => use('Reading the identities', (open) => open.clients()),
    ensureClient: (identity: ClientIdentity): StoredClient =>
      use('Adding an identity', (open) => open.ensureClient(identity)),
    saveCik: (clientId, cik) => {
      use('Keeping a CIK', (open) => {
        open.saveCik(clientId, cik);
      });
    },
    commit: (changes) => {
      use('Writing', (open) => {
        open.commit(changes);
      });
    },
    async commitAside(changes) {
      try {
        await use('Writing', (open) => open.commitAside(changes));
      } catch (error) {
        throw fail(error, 'Writing');
      }
    },
    head: (clientId, limits) => use('Reading messages', (open) => open.head(clientId, limits)),
    lastId: () => use('Reading the last message', (open) => open.lastId()),
    totals: () => use('Counting messages', (open) => open.totals()),
    seconds: (clientId) => use('Reading used seconds', (open) => open.seconds(clientId)),
    deadLetters: (limit) => use('Reading dead letters', (open) => open.deadLetters(limit)),
    async freeBytes() {
      const { bavail, bsize } = await statfs(dirname(options.path));
      return bavail * bsize;
    },
    anchor: () => use("Reading the platform's time", (open) => open.anchor()),
    countDead: () => use('Counting dead letters', (open) => open.countDead()),
  };
}

function openOrSalvage(
  Database: typeof DatabaseSync,
  path: string,
  bootId: string,
  maxLogPages: number | undefined,
): Connection {
  const doing = `Opening the queue's file ${path}`;
  try {
    adoptSalvaged(path);
    return openConnection(Database, path, bootId, maxLogPages);
  } catch (error) {
    const failure = toStoreError(error, doing);
    if (failure.code !== 'GMQ_STORE_DAMAGED') throw failure;
  }
  try {
    salvageStore(Database, path, bootId);
    clearSuspect(path);
    return openConnection(Database, path, bootId, maxLogPages);
  } catch (error) {
    throw toStoreError(error, doing);
  }
}
