import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { replaceFile } from '../durable.ts';
import { type FileLayer } from '../files/layer.ts';
import { readText, removeTree, unlessMissing } from '../files/tree.ts';
import { isNumber, isOptional, isRecord, isText, parseJson } from '../journal/shape.ts';

/** What is known of a download that has not been installed yet (otau 3.3, 3.9). */
export interface PartRecord {
  readonly fileName: string;
  /** Entity tag or date for `If-Range`. */
  readonly validator?: string;
  readonly totalBytes?: number;
  /** Bytes that are durable. */
  readonly offset: number;
  readonly complete: boolean;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

const PART = /^[0-9a-f]{16}\.part(\.json)?$/;
const MAX_RECORD_BYTES = 64 * 1024;
/** Downloads that are kept for going on with; of more, the oldest go. */
const MAX_PARTS = 2;

/** Where the bytes of an unfinished download are; its record lies beside it. */
export function partPath(directory: string, fileName: string): string {
  return join(directory, `${createHash('sha256').update(fileName).digest('hex').slice(0, 16)}.part`);
}

/** The record of a part whose durable bytes are there; undefined, and nothing left of it, if they are not. */
export async function readPart(files: FileLayer, path: string): Promise<PartRecord | undefined> {
  const record = parseRecord((await readText(files, `${path}.json`, MAX_RECORD_BYTES)) ?? '');
  const status = await unlessMissing(() => files.status(path));
  if (record !== undefined && status?.type === 'file' && status.sizeBytes >= record.offset) return record;
  await dropPart(files, path);
  return undefined;
}

/** To be called when the bytes are durable. */
export async function writePart(files: FileLayer, path: string, record: PartRecord): Promise<void> {
  await replaceFile(`${path}.json`, JSON.stringify(record), files); // syncs the directory, the part's name with it
}

/** Removes a part; the record first, so that no record is without its bytes. */
export async function dropPart(files: FileLayer, path: string): Promise<void> {
  await removeTree(files, `${path}.json`);
  await removeTree(files, path);
  await files.syncDirectory(dirname(path));
}

/** Removes what a directory holds of downloads: all, or all but the newest. */
export async function dropParts(files: FileLayer, directory: string, keep: number = MAX_PARTS): Promise<boolean> {
  const names = await files.list(directory);
  const found = new Set(names.filter((name) => PART.test(name)).map((name) => name.replace(/\.json$/, '')));
  const parts: { readonly path: string; readonly startedAt: number }[] = [];
  for (const name of found) {
    const record = await readPart(files, join(directory, name));
    if (record !== undefined) parts.push({ path: join(directory, name), startedAt: record.startedAt });
  }
  const tooMany = parts.sort((a, b) => b.startedAt - a.startedAt).slice(keep);
  for (const { path } of tooMany) await dropPart(files, path);
  return tooMany.length > 0;
}

/** Whether a file in the directory of packages belongs to a download. */
export function isPart(name: string): boolean {
  return PART.test(name);
}

function parseRecord(text: string): PartRecord | undefined {
  const value = parseJson(text);
  return isPartRecord(value) ? value : undefined;
}

function isPartRecord(value: unknown): value is PartRecord {
  return (
    isRecord(value) &&
    isText(value['fileName']) &&
    isNumber(value['offset']) &&
    isNumber(value['startedAt']) &&
    typeof value['complete'] === 'boolean' &&
    isOptional(value['validator'], isText) &&
    isOptional(value['totalBytes'], isNumber)
  );
}
