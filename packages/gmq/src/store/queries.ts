import type { DatabaseSync } from 'node:sqlite';
import { formatLaneKey } from '../identity.ts';
import { bandStart, priorityOf, sequenceOf } from '../priority.ts';
import type { HeadLimits, MessageStore, StoredMessage } from '../store.ts';
import { readAnchor, readClient, readDeadLetter, readInteger, readMessage, readText, type Row } from './rows.ts';

/** Everything that reads. */
export type Queries = Pick<
  MessageStore,
  'anchor' | 'clients' | 'countDead' | 'deadLetters' | 'head' | 'lastId' | 'seconds' | 'totals'
> & {
  /** The client of a lane, if it is known. */
  clientOf(lane: string): ReturnType<typeof readClient> | undefined;
  /** The ids under way of a client; both 0 if there are none. */
  sendingOf(clientId: number): { readonly firstId: number; readonly lastId: number };
};

/** Larger than every id there can be. */
const BEYOND_ALL_IDS = Number.MAX_SAFE_INTEGER;

/**
 * The statements that read. None of them touches more of `messages` than it returns, however many there are: heads
 * and pages are ranges of the primary key, and what waits is counted when it comes and goes.
 */
export const SQL = {
  clients: 'SELECT id, vendor, model, serial, cik FROM clients ORDER BY id',
  clientOf: 'SELECT id, vendor, model, serial, cik FROM clients WHERE lane = ?',
  sendingOf: 'SELECT sending_from, sending FROM clients WHERE id = ?',
  head: `SELECT messages.*, anchor, anchor_error, anchor_sampled FROM messages CROSS JOIN boots
    ON boots.id = messages.boot WHERE client = ? AND messages.id > ? ORDER BY messages.id LIMIT ?`,
  newest: 'SELECT id FROM messages WHERE client = ? AND id <= ? ORDER BY id DESC LIMIT 1',
  totals: 'SELECT id, messages, bytes FROM clients WHERE messages > 0',
  seconds: 'SELECT alias, first, last FROM seconds WHERE client = ?',
  dead: `SELECT dead.*, vendor, model, serial, cik FROM dead
    JOIN clients ON clients.id = dead.client ORDER BY dead.id DESC LIMIT ?`,
  countDead: 'SELECT count(*) AS n FROM dead',
  anchor: 'SELECT anchor, anchor_error, anchor_sampled FROM boots WHERE id = ?',
} as const;

/** Prepares the statements. `boot` is the row of `boots` for this boot of the machine. */
export function prepareQueries(database: DatabaseSync, boot: number): Queries {
  const clients = database.prepare(SQL.clients);
  const clientOf = database.prepare(SQL.clientOf);
  const sendingOf = database.prepare(SQL.sendingOf);
  const head = database.prepare(SQL.head);
  const newest = database.prepare(SQL.newest);
  const totals = database.prepare(SQL.totals);
  const seconds = database.prepare(SQL.seconds);
  const dead = database.prepare(SQL.dead);
  const countDead = database.prepare(SQL.countDead);
  const anchor = database.prepare(SQL.anchor);

  /** The newest message of a client in any priority: one look into each band that has any. */
  function lastSequence(clientId: number): number {
    let last = 0;
    let below = BEYOND_ALL_IDS;
    for (;;) {
      const found = newest.get(clientId, below);
      if (found === undefined) return last;
      const id = readInteger(found, 'id');
      last = Math.max(last, sequenceOf(id));
      below = bandStart(priorityOf(id));
    }
  }

  return {
    clients: () => clients.all().map(readClient),
    clientOf(lane) {
      const row = clientOf.get(lane);
      return row === undefined ? undefined : readClient(row);
    },
    sendingOf(clientId) {
      const row = sendingOf.get(clientId) ?? {};
      return { firstId: readInteger(row, 'sending_from'), lastId: readInteger(row, 'sending') };
    },
    head(clientId, limits) {
      const rows = head.iterate(clientId, limits.afterId ?? -BEYOND_ALL_IDS, limits.maxMessages);
      return takeHead(rows, boot, limits);
    },
    lastId: () => Math.max(0, ...clients.all().map((row) => lastSequence(readInteger(row, 'id')))),
    totals: () =>
      totals.all().map((row) => ({
        clientId: readInteger(row, 'id'),
        messages: readInteger(row, 'messages'),
        bytes: readInteger(row, 'bytes'),
      })),
    seconds: (clientId) =>
      seconds.all(clientId).map((row) => ({
        alias: readText(row, 'alias'),
        first: readInteger(row, 'first'),
        last: readInteger(row, 'last'),
      })),
    deadLetters: (limit) => dead.all(limit).map(readDeadLetter),
    countDead: () => readInteger(countDead.get() ?? {}, 'n'),
    anchor: () => readAnchor(anchor.get(boot) ?? {}),
  };
}

/** The key under which `clients` knows an identity, and the columns that hold it. */
export function formatClientColumns(
  identity: Parameters<typeof formatLaneKey>[0],
): readonly [lane: string, ...columns: (string | null)[]] {
  const lane = formatLaneKey(identity);
  return 'cik' in identity
    ? [lane, null, null, null, identity.cik]
    : [lane, identity.vendor, identity.model, identity.serial, null];
}

/** Reads rows only until the byte limit is reached, so that a head of large values does not fill the memory. */
function takeHead(rows: Iterable<Row>, boot: number, limits: HeadLimits): StoredMessage[] {
  const taken: StoredMessage[] = [];
  let bytes = 0;
  for (const row of rows) {
    const message = readMessage(row, boot);
    bytes += message.value.byteLength;
    if (taken.length > 0 && bytes > limits.maxBytes) break;
    taken.push(message);
  }
  return taken;
}
