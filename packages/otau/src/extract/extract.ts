import { dirname } from 'node:path';
import { type ArchiveEntry } from '../archive/entry-policy.ts';
import { type ArchiveLimits, resolveLimits } from '../archive/limits.ts';
import { readArchive } from '../archive/reader.ts';
import { type Clock, systemClock } from '../clock.ts';
import { withDeadline } from '../deadline.ts';
import { OtauError, toOtauError } from '../errors.ts';
import { type FileLayer } from '../files/layer.ts';
import { systemFiles } from '../files/system-files.ts';
import { removeTree } from '../files/tree.ts';
import { createTreeWriter, type TreeWriter } from './tree-writer.ts';

/** Options of {@link extractPackage}. */
export interface ExtractOptions {
  /** Path of the package, or its bytes. */
  readonly source: string | AsyncIterable<Uint8Array>;
  /** Directory to make (mode 0700); it must not exist yet, its parent must. */
  readonly destination: string;
  readonly limits?: Partial<ArchiveLimits>;
  /** Bound on the whole extraction. Default: {@link EXTRACT_DEFAULTS}. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  /** Who writes. Default: this machine's file system. */
  readonly files?: FileLayer;
  /** Told after every entry how many there are by now, and the bytes of their files. */
  readonly onProgress?: (progress: ExtractProgress) => void;
  readonly signal?: AbortSignal;
}

/** How far an extraction is. */
export interface ExtractProgress {
  readonly entries: number;
  readonly fileBytes: number;
}

/** What was extracted. */
export interface ExtractResult {
  readonly entries: readonly ArchiveEntry[];
  /** Bytes of the unpacked tar stream. */
  readonly tarBytes: number;
}

/** Default bound on an extraction. */
export const EXTRACT_DEFAULTS: { readonly timeoutMs: number } = Object.freeze({ timeoutMs: 600_000 });

/**
 * Extracts a package through the guard into a fresh directory (otau 2.5). The first violation aborts, removes the
 * directory, and rejects with an `OtauError` that names entry and rule; an abort and a late run remove it as well.
 * When it resolves, every file and directory is durable except the name of `destination` itself, which the caller
 * makes durable when moving it to its place.
 */
export async function extractPackage(options: ExtractOptions): Promise<ExtractResult> {
  const { source, destination, signal, clock = systemClock, timeoutMs = EXTRACT_DEFAULTS.timeoutMs } = options;
  const { files = systemFiles, onProgress } = options;
  const limits = resolveLimits(options.limits);
  signal?.throwIfAborted();
  const doing = `extracting to ${destination}`;
  try {
    const room = await limitsForDisk(files, dirname(destination), limits);
    await files.makeDirectory(destination, 0o700);
    const tree = createTreeWriter(destination, files);
    try {
      return await withDeadline({ clock, timeoutMs, doing: 'Extracting the package', signal }, (bounded) =>
        writeTree(typeof source === 'string' ? files.read(source) : source, {
          tree,
          limits: room,
          signal: bounded,
          onProgress,
        }),
      );
    } catch (error) {
      await tree.settle();
      await removeTree(files, destination);
      throw error;
    }
  } catch (error) {
    throw toOtauError(error, doing, signal);
  }
}

async function writeTree(
  source: AsyncIterable<Uint8Array>,
  { tree, limits, signal, onProgress }: WriteTreeOptions,
): Promise<ExtractResult> {
  const entries: ArchiveEntry[] = [];
  let fileBytes = 0;
  const { tarBytes } = await readArchive(source, { limits, signal }, async (entry, body) => {
    signal.throwIfAborted();
    entries.push(entry);
    await tree.write(entry, body);
    fileBytes += entry.sizeBytes;
    onProgress?.({ entries: entries.length, fileBytes });
  });
  await tree.finish();
  return { entries, tarBytes };
}

interface WriteTreeOptions {
  readonly tree: TreeWriter;
  readonly limits: ArchiveLimits;
  readonly signal: AbortSignal;
  readonly onProgress: ExtractOptions['onProgress'];
}

/** Refuses at once when the disk is down to its reserve, and lowers the limit to what it can hold (otau 2.6). */
async function limitsForDisk(files: FileLayer, directory: string, limits: ArchiveLimits): Promise<ArchiveLimits> {
  const room = (await files.freeBytes(directory)) - limits.reserveBytes;
  if (room <= 0) throw diskFull(directory, limits.reserveBytes);
  return { ...limits, maxUnpackedBytes: Math.min(limits.maxUnpackedBytes, room) };
}

/** The error for a disk that has less than `neededBytes` left. */
export function diskFull(directory: string, neededBytes: number): OtauError {
  return new OtauError(
    'OTAU_DISK_FULL',
    `The file system of ${directory} needs ${neededBytes} free bytes for this and has less. Free some space and repeat.`,
    { retryable: true },
  );
}
