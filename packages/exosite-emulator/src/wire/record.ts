import { encodeComponent, type FormPair } from './form.ts';

/** One value with the time that the device gave it. */
export interface RecordPoint {
  readonly alias: string;
  /** Epoch seconds. */
  readonly timestamp: number;
  readonly value: Uint8Array;
}

/** A point that the platform refused because its second is taken. */
export interface RecordConflict {
  readonly alias: string;
  readonly timestamp: number;
}

/** Parsed points, or why the whole body is malformed. */
export type ParsedRecord = { readonly points: readonly RecordPoint[] } | { readonly malformed: string };

/** Twelve digits reach the year 33658: far beyond use, and safely an integer. */
const TIMESTAMP = /^\d{1,12}$/;

/** The form of `/stack/record`: each `alias=` opens a group that lasts to the next one (exosite 2.5). */
export function parseMultiAliasRecord(pairs: readonly FormPair[]): ParsedRecord {
  let alias: string | undefined;
  const points: RecordPoint[] = [];
  for (const pair of pairs) {
    if (pair.name === 'alias') {
      alias = Buffer.from(pair.value ?? []).toString('utf8');
      if (alias === '') return { malformed: 'an alias= without a name' };
    } else if (alias === undefined) {
      return { malformed: 'a value before the first alias=' };
    } else {
      const point = parsePoint(alias, pair);
      if ('malformed' in point) return point;
      points.push(point);
    }
  }
  return points.length === 0 ? { malformed: 'no values' } : { points };
}

/** The form of `/stack/alias/<alias>`: `<timestamp>=<value>` pairs only (exosite 2.5). */
export function parseSingleAliasRecord(alias: string, pairs: readonly FormPair[]): ParsedRecord {
  const points: RecordPoint[] = [];
  for (const pair of pairs) {
    const point = parsePoint(alias, pair);
    if ('malformed' in point) return point;
    points.push(point);
  }
  return points.length === 0 ? { malformed: 'no values' } : { points };
}

function parsePoint(alias: string, pair: FormPair): RecordPoint | { readonly malformed: string } {
  if (!TIMESTAMP.test(pair.name)) return { malformed: 'a timestamp that is not whole epoch seconds' };
  if (pair.value === undefined) return { malformed: 'a timestamp without =' };
  return { alias, timestamp: Number(pair.name), value: pair.value };
}

/** The body of a 409: `alias=ts,ts&alias=ts` (exosite 2.5 and 9). */
export function formatConflicts(conflicts: readonly RecordConflict[]): string {
  const byAlias = new Map<string, number[]>();
  for (const { alias, timestamp } of conflicts) {
    const timestamps = byAlias.get(alias);
    if (timestamps === undefined) byAlias.set(alias, [timestamp]);
    else if (!timestamps.includes(timestamp)) timestamps.push(timestamp);
  }
  return Array.from(byAlias, ([alias, timestamps]) => `${encodeComponent(alias)}=${timestamps.join(',')}`).join('&');
}
