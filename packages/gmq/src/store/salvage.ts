import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { publish } from '../diagnostics.ts';
import type { StoreChange, StoredBoot, StoredMessage } from '../store.ts';
import { openConnection, type Connection } from './connection.ts';
import { syncFolder } from './file.ts';
import { readAnchor, readBytes, readClient, readInteger, readMessage, readText, type Row } from './rows.ts';

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
  let copied: Copied;
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

/** What was kept of a damaged file. */
interface Copied {
  readonly clients: number;
  readonly messages: number;
  readonly deadLetters: number;
}

function copyReadable(Database: typeof DatabaseSync, damaged: string, fresh: Connection): Copied {
  let source: DatabaseSync;
  try {
    source = new Database(damaged);
  } catch {
    return { clients: 0, messages: 0, deadLetters: 0 };
  }
  try {
    const boots = copyBoots(source, fresh);
    const clients = copyClients(source, fresh);
    const adder = createAdder(fresh);
    readRows(source, 'SELECT * FROM messages', (row) => {
      const message = readMessage(row, NO_BOOT);
      const client = clients.get(message.clientId);
      if (client === undefined) return;
      const wasSending = client.sendingFrom <= message.id && message.id <= client.sending;
      const fate = wasSending ? 'maybeRecorded' : message.fate;
      const boot = message.boot === undefined ? undefined : boots.get(message.boot.id);
      adder.add({ kind: 'add', message: { ...message, clientId: client.id, fate, ...(boot && { boot }) } });
    });
    const messages = adder.finish();
    readRows(source, 'SELECT * FROM seconds', (row) => {
      const client = clients.get(readInteger(row, 'client'));
      const run = { alias: readText(row, 'alias'), first: readInteger(row, 'first'), last: readInteger(row, 'last') };
      if (client !== undefined) adder.add({ kind: 'useSeconds', clientId: client.id, run });
    });
    adder.finish();
    return { clients: clients.size, messages, deadLetters: copyDeadLetters(source, fresh, clients) };
  } finally {
    source.close();
  }
}

/** No row of `boots` has this number: a damaged file is read as if it came from other boots alone. */
const NO_BOOT = -1;

/** Messages keep the boot they came in: their monotonic times mean nothing in another one. */
function copyBoots(source: DatabaseSync, fresh: Connection): ReadonlyMap<number, StoredBoot> {
  const boots = new Map<number, StoredBoot>();
  readRows(source, 'SELECT * FROM boots', (row) => {
    const id = fresh.ensureBoot(readText(row, 'boot'), readAnchor(row));
    boots.set(readInteger(row, 'id'), { id, isThis: false });
  });
  return boots;
}

interface CopiedClient {
  readonly id: number;
  readonly sendingFrom: number;
  readonly sending: number;
}

function copyClients(source: DatabaseSync, fresh: Connection): ReadonlyMap<number, CopiedClient> {
  const clients = new Map<number, CopiedClient>();
  readRows(source, 'SELECT * FROM clients', (row) => {
    const old = readClient(row);
    const { id } = fresh.ensureClient(old.identity);
    if (old.cik !== undefined) fresh.saveCik(id, old.cik);
    const { sending_from: from } = row;
    clients.set(old.id, {
      id,
      sendingFrom: typeof from === 'number' ? from : 0,
      // 0 is no id: nothing was under way.
      sending: readInteger(row, 'sending') === 0 ? -Infinity : readInteger(row, 'sending'),
    });
  });
  return clients;
}

function copyDeadLetters(source: DatabaseSync, fresh: Connection, clients: ReadonlyMap<number, CopiedClient>): number {
  let copied = 0;
  readRows(source, 'SELECT * FROM dead', (row) => {
    const client = clients.get(readInteger(row, 'client'));
    if (client === undefined) return;
    const asked = readInteger(row, 'ts');
    const [clientId, id] = [client.id, Number.MIN_SAFE_INTEGER];
    const message: StoredMessage = {
      ...{ clientId, id, alias: readText(row, 'alias'), value: readBytes(row, 'value') },
      ...{ timestamp: asked, asked, given: true, fate: 'unsent', conflicts: 0, monoMs: 0 },
    };
    const [reason, at] = [readText(row, 'reason'), readInteger(row, 'at')];
    fresh.commit([
      { kind: 'add', message },
      { kind: 'bury', clientId, id, reason, at },
    ]);
    copied += 1;
  });
  return copied;
}

/** Commits changes in groups, to bound the memory that they take. */
function createAdder(fresh: Connection): { add(change: StoreChange): void; finish(): number } {
  let waiting: StoreChange[] = [];
  let added = 0;
  const finish = (): number => {
    fresh.commit(waiting);
    added += waiting.length;
    waiting = [];
    return added;
  };
  return {
    add(change) {
      waiting.push(change);
      if (waiting.length >= MESSAGES_PER_COMMIT) finish();
    },
    finish,
  };
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
