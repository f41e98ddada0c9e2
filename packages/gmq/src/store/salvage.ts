import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { publish } from '../diagnostics.ts';
import type { StoreChange } from '../store.ts';
import { openConnection, type Connection } from './connection.ts';
import { syncFolder } from './file.ts';
import { readClient, readInteger, readMessage, type Row } from './rows.ts';

/** Bounds the memory that copying takes. */
const MESSAGES_PER_COMMIT = 500;

/** What SQLite puts beside its file. */
const SUFFIXES = ['', '-wal', '-shm'] as const;

/**
 * Copies every identity and message that can still be read of a damaged file into a new one and puts the damaged
 * one aside as `FILE.damaged`: a gateway in the field must go on without a visit, and a CIK that is lost cannot be
 * asked for again. An older `.damaged` file gives way. A power cut at any point leaves either the damaged file as
 * it was, or a complete copy that {@link adoptSalvaged} puts in place at the next start.
 */
export function salvageStore(Database: typeof DatabaseSync, path: string, bootId: string): void {
  const damaged = `${path}.damaged`;
  const unfinished = `${path}.salvaging`;
  removeStore(damaged);
  removeStore(unfinished);
  const fresh = openConnection(Database, unfinished, bootId);
  let copied: { readonly clients: number; readonly messages: number };
  try {
    copied = copyReadable(Database, path, fresh);
  } finally {
    // Closing moves everything from the write-ahead log into the file and fsyncs it.
    fresh.close();
  }
  renameSync(unfinished, `${path}.salvaged`);
  // fsync of the folder: from here on the copy counts, not the damaged file.
  syncFolder(dirname(path));
  adoptSalvaged(path);
  publish('gmq:store:salvaged', () => ({ path: damaged, ...copied }));
}

/** Puts a complete copy in place of the damaged file. Does nothing if there is none; may be repeated. */
export function adoptSalvaged(path: string): void {
  if (!existsSync(`${path}.salvaged`)) return;
  for (const suffix of SUFFIXES) {
    if (existsSync(`${path}${suffix}`)) renameSync(`${path}${suffix}`, `${path}.damaged${suffix}`);
  }
  renameSync(`${path}.salvaged`, path);
  // fsync of the folder: the copy must not be adopted a second time over a file that has grown since.
  syncFolder(dirname(path));
}

function removeStore(path: string): void {
  for (const suffix of SUFFIXES) rmSync(`${path}${suffix}`, { force: true });
}

function copyReadable(
  Database: typeof DatabaseSync,
  damaged: string,
  fresh: Connection,
): { clients: number; messages: number } {
  let source: DatabaseSync;
  try {
    source = new Database(damaged);
  } catch {
    return { clients: 0, messages: 0 };
  }
  try {
    const newIds = new Map<number, number>();
    const sending = new Map<number, number>();
    readRows(source, 'SELECT id, vendor, model, serial, cik, sending FROM clients', (row) => {
      const old = readClient(row);
      const added = fresh.ensureClient(old.identity);
      if (old.cik !== undefined) fresh.saveCik(added.id, old.cik);
      newIds.set(old.id, added.id);
      sending.set(old.id, readInteger(row, 'sending'));
    });
    let messages = 0;
    let adds: StoreChange[] = [];
    const commit = (): void => {
      fresh.commit(adds);
      messages += adds.length;
      adds = [];
    };
    readRows(source, 'SELECT * FROM messages', (row) => {
      const message = readMessage(row);
      const clientId = newIds.get(message.clientId);
      const wasSending = message.id <= (sending.get(message.clientId) ?? 0);
      const fate = wasSending ? 'maybeRecorded' : message.fate;
      if (clientId !== undefined) adds.push({ kind: 'add', message: { ...message, clientId, fate } });
      if (adds.length >= MESSAGES_PER_COMMIT) commit();
    });
    commit();
    return { clients: newIds.size, messages };
  } finally {
    source.close();
  }
}

/** Hands over row after row until the damage ends the reading; a row that makes no sense is left out. */
function readRows(source: DatabaseSync, sql: string, take: (row: Row) => void): void {
  try {
    for (const row of source.prepare(sql).iterate()) {
      try {
        take(row);
      } catch {
        continue;
      }
    }
  } catch {
    // SQLite can read no further: what came before is kept.
  }
}
