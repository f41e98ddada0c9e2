import { type SQLOutputValue } from 'node:sqlite';

/** A row as node:sqlite gives it. */
export type Row = Record<string, SQLOutputValue>;

/** A text column that is never null. */
export function textColumn(row: Row, name: string): string {
  const value = row[name];
  if (typeof value !== 'string') throw unexpected(name, 'text');
  return value;
}

/** A text column that may be null. */
export function optionalText(row: Row, name: string): string | undefined {
  return row[name] === null ? undefined : textColumn(row, name);
}

/** An integer column that is never null. */
export function numberColumn(row: Row, name: string): number {
  const value = row[name];
  if (typeof value !== 'number') throw unexpected(name, 'a number');
  return value;
}

/** An integer column that may be null. */
export function optionalNumber(row: Row, name: string): number | undefined {
  return row[name] === null ? undefined : numberColumn(row, name);
}

/** A blob column that is never null. */
export function bytesColumn(row: Row, name: string): Uint8Array {
  const value = row[name];
  if (!(value instanceof Uint8Array)) throw unexpected(name, 'bytes');
  return value;
}

function unexpected(name: string, wanted: string): Error {
  return new Error(`Reading the data file failed: column ${name} is not ${wanted}. The file is damaged or foreign.`);
}
