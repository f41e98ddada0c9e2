import type { SQLOutputValue } from 'node:sqlite';
import type { ClientIdentity } from '../identity.ts';
import type { DeadLetter, StoredBoot, StoredClient, StoredMessage } from '../store.ts';
import type { Anchor } from '../time/anchor.ts';
import type { Fate } from '../upstream.ts';

/** A row as node:sqlite gives it. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** How fates are written in the file. Never reorder: files in the field hold these numbers. */
export const FATES: readonly Fate[] = ['unsent', 'maybeRecorded', 'maybeWritten'];

/** A column that must hold a whole number; anything else means a damaged file. */
export function readInteger(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new Error(`column ${column} holds no number`);
  return value;
}

/** A column that must hold text. */
export function readText(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new Error(`column ${column} holds no text`);
  return value;
}

/** A column that must hold bytes. */
export function readBytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new Error(`column ${column} holds no bytes`);
  return value;
}

/** The identity in a row with vendor, model, serial and cik: a bare CIK has no vendor. */
export function readIdentity(row: Row): ClientIdentity {
  if (row['vendor'] === null) return { cik: readText(row, 'cik') };
  return { vendor: readText(row, 'vendor'), model: readText(row, 'model'), serial: readText(row, 'serial') };
}

/** A row of `clients`. */
export function readClient(row: Row): StoredClient {
  const known = row['cik'] === null ? {} : { cik: readText(row, 'cik') };
  return { id: readInteger(row, 'id'), identity: readIdentity(row), ...known };
}

/** What a row of `boots` knows of the platform's time. */
export function readAnchor(row: Row): Anchor | undefined {
  const { anchor: offsetMs, anchor_error: errorMs, anchor_sampled: sampledMs } = row;
  if (typeof offsetMs !== 'number' || typeof errorMs !== 'number' || typeof sampledMs !== 'number') return undefined;
  return { offsetMs, errorMs, sampledMs };
}

/** A row of `messages` joined with its boot; `thisBoot` is the row of `boots` for this one. */
export function readMessage(row: Row, thisBoot: number): StoredMessage {
  const asked = readInteger(row, 'asked');
  const given = readInteger(row, 'given') === 1;
  // Files of the first version did not note the machine's clock: without a time of its own a message was at it.
  const wall = typeof row['wall'] === 'number' ? row['wall'] : given ? undefined : asked;
  const fate = FATES[readInteger(row, 'fate')];
  if (fate === undefined) throw new Error('column fate holds no known fate');
  return {
    clientId: readInteger(row, 'client'),
    id: readInteger(row, 'id'),
    alias: readText(row, 'alias'),
    value: readBytes(row, 'value'),
    timestamp: readInteger(row, 'ts'),
    asked,
    given,
    fate,
    conflicts: readInteger(row, 'conflicts'),
    monoMs: readInteger(row, 'mono'),
    boot: readBoot(row, thisBoot),
    ...(wall === undefined ? {} : { wall }),
    ...(typeof row['expires'] === 'number' ? { expires: row['expires'] } : {}),
  };
}

function readBoot(row: Row, thisBoot: number): StoredBoot {
  const id = readInteger(row, 'boot');
  const anchor = readAnchor(row);
  return { id, isThis: id === thisBoot, ...(anchor === undefined ? {} : { anchor }) };
}

/** A row of `dead` joined with its client. */
export function readDeadLetter(row: Row): DeadLetter {
  return {
    id: readInteger(row, 'id'),
    client: readIdentity(row),
    alias: readText(row, 'alias'),
    value: readBytes(row, 'value'),
    timestamp: readInteger(row, 'ts'),
    reason: readText(row, 'reason'),
    at: readInteger(row, 'at'),
  };
}
