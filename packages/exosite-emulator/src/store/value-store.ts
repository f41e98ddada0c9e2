import { type DatabaseSync } from 'node:sqlite';
import { type Point } from '../types.ts';
import { type RecordConflict, type RecordPoint } from '../wire/record.ts';
import { transaction } from './database.ts';
import { type PointTrimmer } from './point-bounds.ts';
import { bytesColumn, numberColumn, textColumn, type Row } from './row.ts';

/** Which points of an alias to read. Bounds are inclusive epoch seconds. */
export interface PointRange {
  readonly from: number;
  readonly to: number;
  readonly order: 'asc' | 'desc';
  readonly limit: number;
}

/** The values table: one value per device, alias and second (exosite 2.1, 2.5). */
export interface ValueStore {
  /** Stores values under one timestamp; a value of the same second is replaced. One transaction. */
  put(deviceId: number, timestamp: number, values: ReadonlyMap<string, Uint8Array>): void;
  /** Stores what it can; points on a second that has a value are refused and named. One transaction. */
  record(deviceId: number, points: readonly RecordPoint[]): { stored: RecordPoint[]; conflicts: RecordConflict[] };
  latest(deviceId: number, alias: string): Point | undefined;
  /** The first value with a timestamp after `since`. */
  firstAfter(deviceId: number, alias: string, since: number): Point | undefined;
  history(deviceId: number, alias: string): readonly Point[];
  range(deviceId: number, alias: string, range: PointRange): readonly Point[];
  aliases(deviceId: number): readonly string[];
  /** Drops the values of an alias within inclusive bounds. */
  flush(deviceId: number, alias: string, from: number, to: number): void;
}

/** The values in `database`; `trimmer` keeps each series within its bounds. */
export function createValueStore(database: DatabaseSync, trimmer: PointTrimmer): ValueStore {
  // Node 22 binds an empty array without memory of its own as NULL.
  const put = database.prepare(
    "INSERT OR REPLACE INTO points (device_id, alias, timestamp, value) VALUES (?, ?, ?, coalesce(?, x''))",
  );
  const add = database.prepare(
    "INSERT INTO points (device_id, alias, timestamp, value) VALUES (?, ?, ?, coalesce(?, x'')) ON CONFLICT DO NOTHING",
  );
  const select = 'SELECT timestamp, value FROM points WHERE device_id = ? AND alias = ?';
  const latest = database.prepare(`${select} ORDER BY timestamp DESC LIMIT 1`);
  const firstAfter = database.prepare(`${select} AND timestamp > ? ORDER BY timestamp LIMIT 1`);
  const history = database.prepare(`${select} ORDER BY timestamp`);
  const between = `${select} AND timestamp BETWEEN ? AND ? ORDER BY timestamp`;
  const ranges = { asc: database.prepare(`${between} LIMIT ?`), desc: database.prepare(`${between} DESC LIMIT ?`) };
  const aliases = database.prepare('SELECT DISTINCT alias FROM points WHERE device_id = ? ORDER BY alias');
  const flush = database.prepare('DELETE FROM points WHERE device_id = ? AND alias = ? AND timestamp BETWEEN ? AND ?');
  return {
    put(deviceId, timestamp, values) {
      transaction(database, () => {
        for (const [alias, value] of values) {
          put.run(deviceId, alias, timestamp, value);
          trimmer.trim(deviceId, alias);
        }
      });
    },
    record(deviceId, points) {
      return transaction(database, () => {
        const stored: RecordPoint[] = [];
        const conflicts: RecordConflict[] = [];
        for (const point of points) {
          const added = add.run(deviceId, point.alias, point.timestamp, point.value).changes !== 0;
          if (added) stored.push(point);
          else conflicts.push({ alias: point.alias, timestamp: point.timestamp });
        }
        for (const { alias } of stored) trimmer.trim(deviceId, alias);
        return { stored, conflicts };
      });
    },
    latest: (deviceId, alias) => optionalPoint(latest.get(deviceId, alias)),
    firstAfter: (deviceId, alias, since) => optionalPoint(firstAfter.get(deviceId, alias, since)),
    history: (deviceId, alias) => history.all(deviceId, alias).map(toPoint),
    range: (deviceId, alias, { from, to, order, limit }) =>
      ranges[order].all(deviceId, alias, from, to, limit).map(toPoint),
    aliases: (deviceId) => aliases.all(deviceId).map((row) => textColumn(row, 'alias')),
    flush(deviceId, alias, from, to) {
      flush.run(deviceId, alias, from, to);
    },
  };
}

function optionalPoint(row: Row | undefined): Point | undefined {
  return row === undefined ? undefined : toPoint(row);
}

function toPoint(row: Row): Point {
  const value = bytesColumn(row, 'value');
  return { timestamp: numberColumn(row, 'timestamp'), value, text: Buffer.from(value).toString('utf8') };
}
