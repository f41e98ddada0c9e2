import { type DatabaseSync } from 'node:sqlite';

/** How much of a time series is kept. */
export interface PointBounds {
  /** Values per device and alias. */
  readonly maxPoints: number;
  /** Values older than this leave, except the latest one; `Infinity` keeps them. */
  readonly maxAgeSeconds: number;
}

/** Part of the bound by which a series may be longer: it is not trimmed at every write. */
const SLACK = 10;

/** Keeps every series within its bounds. */
export interface PointTrimmer {
  /** To be called in the transaction that has just stored a value. */
  trim(deviceId: number, alias: string): void;
}

/** A trimmer of the points in `database`. */
export function createPointTrimmer(
  database: DatabaseSync,
  { maxPoints, maxAgeSeconds }: PointBounds,
  nowSeconds: () => number,
): PointTrimmer {
  const series = 'device_id = ?1 AND alias = ?2';
  const tooMany = database.prepare(
    `DELETE FROM points WHERE ${series} AND timestamp <
     (SELECT timestamp FROM points WHERE ${series} ORDER BY timestamp DESC LIMIT 1 OFFSET ?3)`,
  );
  const tooOld = database.prepare(
    `DELETE FROM points WHERE ${series} AND timestamp < ?3
     AND timestamp < (SELECT max(timestamp) FROM points WHERE ${series})`,
  );
  const interval = Math.max(1, Math.floor(maxPoints / SLACK));
  /** Values stored since the last trim. A series that is not here may be too long since before the start. */
  const since = new Map<string, number>();
  return {
    trim(deviceId, alias) {
      const key = `${deviceId} ${alias}`;
      const stored = (since.get(key) ?? interval - 1) + 1;
      since.set(key, stored % interval);
      if (stored < interval) return;
      tooMany.run(deviceId, alias, maxPoints - 1);
      if (maxAgeSeconds !== Infinity) tooOld.run(deviceId, alias, nowSeconds() - maxAgeSeconds);
    },
  };
}
