import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from './database.ts';
import type { UsageTotal } from './report.ts';

/** One request as it is kept. */
export interface UsageRow {
  /** When it ended, in milliseconds since the epoch. */
  readonly endedAtMs: number;
  readonly interface: string;
  readonly group: string;
  readonly source: string;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  readonly durationMs: number;
}

/** The accounts of all processes that use one file. Its functions throw what SQLite throws. */
export interface UsageStore {
  /** Adds requests in one transaction, and drops what is beyond the bounds. */
  add(rows: readonly UsageRow[]): void;
  /** What each source took since a time (its whole hour counts). */
  totals(sinceMs: number): readonly UsageTotal[];
  /** Bytes both ways since a time (its whole hour counts), of one source or of all that begin so. */
  bytes(sinceMs: number, source: string, isPrefix: boolean): number;
  /** The latest requests, the newest first. */
  latest(count: number): readonly UsageRow[];
  close(): void;
}

/** The bounds that keep the file small. */
export interface UsageBounds {
  /** Single requests that are kept. */
  readonly maxRequests: number;
  /** Sums that are kept: one for each hour, interface, group and source with traffic. */
  readonly maxSums: number;
}

const HOUR_MS = 3_600_000;
/** A source may name any number of aliases. */
const MAX_SOURCE_LENGTH = 200;

/** Opens the file, or makes it. Throws what SQLite throws if it is damaged. */
export function openUsageStore(Database: typeof DatabaseSync, path: string, bounds: UsageBounds): UsageStore {
  const database = openDatabase(Database, path);
  const insert = database.prepare(
    'INSERT INTO requests (ended_at, interface, grp, source, sent, received, duration) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const sum = database.prepare(`
    INSERT INTO sums (hour, interface, grp, source, num, sent, max_sent, received, max_received)
    VALUES (?1, ?2, ?3, ?4, 1, ?5, ?5, ?6, ?6)
    ON CONFLICT (hour, interface, grp, source) DO UPDATE SET
      num = num + 1, sent = sent + ?5, max_sent = max(max_sent, ?5),
      received = received + ?6, max_received = max(max_received, ?6)`);
  const trimRequests = database.prepare('DELETE FROM requests WHERE id <= (SELECT max(id) FROM requests) - ?');
  const countSums = database.prepare('SELECT count(*) AS count FROM sums');
  const trimSums = database.prepare('DELETE FROM sums WHERE rowid IN (SELECT rowid FROM sums ORDER BY hour LIMIT ?)');
  const totals = database.prepare(`
    SELECT interface, grp, source, sum(num) AS num, sum(sent) AS sent, max(max_sent) AS max_sent,
      sum(received) AS received, max(max_received) AS max_received
    FROM sums WHERE hour >= ? GROUP BY interface, grp, source`);
  const bytesOf = database.prepare(
    'SELECT total(sent + received) AS bytes FROM sums WHERE hour >= ?1 AND (CASE WHEN ?3 THEN substr(source, 1, length(?2)) ELSE source END) = ?2',
  );
  const latest = database.prepare('SELECT * FROM requests ORDER BY id DESC LIMIT ?');

  function addAll(rows: readonly UsageRow[]): void {
    for (const row of rows) {
      const source = row.source.slice(0, MAX_SOURCE_LENGTH);
      const { endedAtMs, interface: name, group, sentBytes, receivedBytes } = row;
      insert.run(endedAtMs, name, group, source, sentBytes, receivedBytes, row.durationMs);
      sum.run(Math.floor(endedAtMs / HOUR_MS), name, group, source, sentBytes, receivedBytes);
    }
    trimRequests.run(bounds.maxRequests);
    const surplus = Number(countSums.get()?.['count'] ?? 0) - bounds.maxSums;
    if (surplus > 0) trimSums.run(surplus);
  }

  return {
    add(rows) {
      // Accounts may lose their last seconds at a power cut: synchronous NORMAL syncs at checkpoints, not here.
      database.exec('BEGIN IMMEDIATE');
      try {
        addAll(rows);
        database.exec('COMMIT');
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    totals: (sinceMs) =>
      totals.all(Math.floor(sinceMs / HOUR_MS)).map((row) => ({
        interface: String(row['interface']),
        group: String(row['grp']),
        source: String(row['source']),
        tot_rx: Number(row['received']),
        max_rx: Number(row['max_received']),
        tot_tx: Number(row['sent']),
        max_tx: Number(row['max_sent']),
        num: Number(row['num']),
      })),
    bytes: (sinceMs, source, isPrefix) =>
      Number(bytesOf.get(Math.floor(sinceMs / HOUR_MS), source, isPrefix ? 1 : 0)?.['bytes'] ?? 0),
    latest: (count) =>
      latest.all(count).map((row) => ({
        endedAtMs: Number(row['ended_at']),
        interface: String(row['interface']),
        group: String(row['grp']),
        source: String(row['source']),
        sentBytes: Number(row['sent']),
        receivedBytes: Number(row['received']),
        durationMs: Number(row['duration']),
      })),
    close() {
      database.close();
    },
  };
}
