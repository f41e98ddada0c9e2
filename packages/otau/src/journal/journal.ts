import { replaceFile } from '../durable.ts';
import { type FileLayer } from '../files/layer.ts';
import { exists, readText, unlessMissing } from '../files/tree.ts';
import { dirname } from 'node:path';
import { type EndReport, isEndReport, isOperation, type Operation } from './operation.ts';
import { isRecord, parseJson } from './shape.ts';

/** What the journal holds: the operation at work, and reports that nobody has acknowledged. */
export interface JournalContent {
  readonly operation?: Operation;
  readonly reports: readonly EndReport[];
}

const FORMAT = 1;
/** Reports of 64 operations with an output of 64 KiB each, and then some. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_REPORTS = 64;

/** Reads the journal. `damaged` if there is one that this version did not write (otau 3.3). */
export async function readJournal(files: FileLayer, path: string): Promise<JournalContent | 'damaged'> {
  const text = await readText(files, path, MAX_BYTES);
  if (text === undefined) return (await exists(files, path)) ? 'damaged' : { reports: [] };
  const value = parseJson(text);
  if (!isRecord(value) || value['format'] !== FORMAT) return 'damaged';
  const { operation, reports } = value;
  if (!Array.isArray(reports) || !reports.every(isEndReport)) return 'damaged';
  if (operation === undefined) return { reports };
  return isOperation(operation) ? { operation, reports } : 'damaged';
}

/** Replaces the journal in one step (otau 3.2): an empty one is no file. */
export async function writeJournal(files: FileLayer, path: string, content: JournalContent): Promise<void> {
  const { operation, reports } = content;
  if (operation === undefined && reports.length === 0) {
    await unlessMissing(() => files.unlink(path));
    await files.syncDirectory(dirname(path)); // makes the removal durable
    return;
  }
  const value = { format: FORMAT, operation, reports: reports.slice(-MAX_REPORTS) };
  await replaceFile(path, `${JSON.stringify(value)}\n`, files);
}
