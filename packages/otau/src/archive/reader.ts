import { type Extract, extract, type Header } from 'tar-stream';
import { type OtauError } from '../errors.ts';
import { abortable } from './byte-reader.ts';
import { type ArchiveEntry, type EntryType } from './entry-policy.ts';
import { guardTar, type GuardedEntry } from './guard.ts';
import { gunzip } from './gunzip.ts';
import { type ArchiveLimits } from './limits.ts';
import { refusal } from './rules.ts';

/** Options of {@link readArchive}. */
export interface ReadOptions {
  readonly limits: ArchiveLimits;
  readonly signal?: AbortSignal | undefined;
  /** See `GuardOptions.onViolation`. */
  readonly onViolation?: ((violation: OtauError) => void) | undefined;
}

/** Gets each admitted entry in the order of the archive; what it does not read of the body is skipped. */
export type EntryVisitor = (entry: ArchiveEntry, body: AsyncIterable<Uint8Array>) => Promise<void>;

const STREAM_TYPES: Readonly<Record<EntryType, Header['type']>> = {
  file: 'file',
  directory: 'directory',
  symlink: 'symlink',
  hardlink: 'link',
};

/**
 * Reads a package: gunzip, guard, tar-stream. The guard and tar-stream decode every header independently of each
 * other; an entry about which they disagree is refused. Returns the bytes of the tar stream.
 */
export async function readArchive(
  source: AsyncIterable<Uint8Array>,
  options: ReadOptions,
  visit: EntryVisitor,
): Promise<{ readonly tarBytes: number }> {
  const { limits, signal, onViolation } = options;
  const expected: GuardedEntry[] = [];
  let tarBytes = 0;

  async function* vetted(): AsyncGenerator<Uint8Array> {
    const plain = gunzip(abortable(source, signal), limits);
    const onEntry = (guarded: GuardedEntry) => {
      expected.push(guarded);
    };
    for await (const chunk of guardTar(plain, { limits, onEntry, onViolation })) {
      tarBytes += chunk.length;
      yield chunk;
    }
  }

  const reader = extract();
  const feeding = feed(vetted(), reader);
  feeding.catch(() => undefined); // awaited when the entries are through
  let isVisiting = false;
  try {
    for await (const stream of reader) {
      isVisiting = true;
      await visitEntry(expected.shift(), borrowed(stream), stream.header, visit);
      isVisiting = false;
    }
  } catch (error) {
    reader.destroy(null);
    await feeding; // a refusal by the guard is the cause of whatever tar-stream says about it
    if (isVisiting) throw error;
    const found = error instanceof Error ? error.message : String(error);
    throw refusal('parsers-disagree', `the second reader cannot read on: ${found}`);
  }
  await feeding;
  if (expected.length > 0) throw refusal('parsers-disagree', 'two readers see different numbers of entries');
  return { tarBytes };
}

/** Rejects with what the source failed with: by then the reader is destroyed. */
async function feed(chunks: AsyncIterable<Uint8Array>, reader: Extract): Promise<void> {
  try {
    for await (const chunk of chunks) {
      if (reader.destroyed) return;
      if (!reader.write(chunk)) await drained(reader);
    }
    reader.end(null);
  } catch (error) {
    reader.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

async function drained(reader: Extract): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      reader.off('drain', done).off('close', done);
      resolve();
    };
    reader.once('drain', done).once('close', done);
  });
}

async function visitEntry(
  guarded: GuardedEntry | undefined,
  body: AsyncIterable<Uint8Array>,
  header: Header,
  visit: EntryVisitor,
): Promise<void> {
  verifyAgreement(guarded, header);
  if (guarded?.entry !== undefined) await visit(guarded.entry, body);
  const rest = body[Symbol.asyncIterator](); // whatever the visitor left unread; ends at once where there is no body
  while ((await rest.next()).done !== true);
}

/** The chunks of a stream that a visitor may leave early: tar-stream takes a closed entry for a closed archive. */
function borrowed(stream: AsyncIterable<unknown>): AsyncIterable<Uint8Array> {
  const iterator = stream[Symbol.asyncIterator]();
  async function next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const result = await iterator.next();
    if (result.done === true) return { done: true, value: undefined };
    if (!(result.value instanceof Uint8Array)) throw new TypeError('An entry must consist of bytes.');
    return { done: false, value: result.value };
  }
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

function verifyAgreement(guarded: GuardedEntry | undefined, header: Header): void {
  const same =
    guarded !== undefined &&
    header.type === STREAM_TYPES[guarded.type] &&
    header.size === guarded.bodyBytes &&
    (guarded.entry === undefined || sameName(guarded.entry, header));
  if (!same) throw refusal('parsers-disagree', 'two readers see different entries', header.name);
}

function sameName(entry: ArchiveEntry, header: Header): boolean {
  const strip = (name: string) => (name === '.' ? '' : name.replace(/^\.\//, '').replace(/\/$/, ''));
  const sameTarget =
    entry.type === 'hardlink' ? strip(header.linkname) === entry.target : header.linkname === entry.target;
  return strip(header.name) === entry.path && (entry.target === undefined || sameTarget);
}
