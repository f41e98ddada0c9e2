import { createHash } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { abortable } from '../archive/byte-reader.ts';
import { type ArchiveLimits } from '../archive/limits.ts';
import { refusal } from '../archive/rules.ts';
import { writeFully } from '../durable.ts';
import { errnoOf, isOtauError, OtauError } from '../errors.ts';
import { diskFull, freeBytes } from '../extract/extract.ts';
import { type Content } from './contracts.ts';

/** A package on our disk. */
export interface ReceivedPackage {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Options of {@link receivePackage}. */
export interface ReceiveOptions {
  readonly fileName: string;
  /** File to make, mode 0600. It must not exist. */
  readonly path: string;
  readonly limits: ArchiveLimits;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Stores a package and computes its digest on the way. The size is bounded by the limits and by the room on the disk,
 * whatever the source announces. On failure nothing remains.
 */
export async function receivePackage(content: Content, options: ReceiveOptions): Promise<ReceivedPackage> {
  const { path } = options;
  let file: FileHandle;
  let room: number;
  try {
    room = await roomFor(content, options);
    file = await open(path, 'wx', 0o600);
  } catch (error) {
    // A body that nobody reads would keep its connection open; that it cannot be closed either changes nothing.
    await content.body[Symbol.asyncIterator]()
      .return?.()
      .catch(() => undefined);
    throw error;
  }
  try {
    return await store(content, file, room, options);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** Bytes that may be written; refuses at once what is announced to be larger. */
async function roomFor({ totalBytes = 0 }: Content, { path, limits }: ReceiveOptions): Promise<number> {
  const room = (await freeBytes(dirname(path))) - limits.reserveBytes;
  if (totalBytes > limits.maxPackageBytes) throw tooLarge(limits);
  if (room <= totalBytes) throw diskFull(dirname(path), totalBytes + limits.reserveBytes);
  return room;
}

async function store(
  { body, totalBytes }: Content,
  file: FileHandle,
  room: number,
  { path, limits, fileName, signal }: ReceiveOptions,
): Promise<ReceivedPackage> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of abortable(received(body, fileName), signal)) {
    sizeBytes += chunk.length;
    if (sizeBytes > limits.maxPackageBytes) throw tooLarge(limits);
    if (sizeBytes > room) throw diskFull(dirname(path), sizeBytes + limits.reserveBytes);
    hash.update(chunk);
    await writeFully(file, chunk);
  }
  if (totalBytes !== undefined && sizeBytes !== totalBytes) {
    throw downloadFailed(fileName, `${sizeBytes} of ${totalBytes} bytes arrived`, true);
  }
  await file.sync(); // the package is durable before its name is used
  return { path, sizeBytes, sha256: hash.digest('hex') };
}

/** What a source failed with, as our error. */
export function downloadError(error: unknown, fileName: string, signal: AbortSignal | undefined): unknown {
  if (isOtauError(error) || (signal?.aborted === true && error === signal.reason)) return error;
  const retryable =
    error instanceof Error && 'retryable' in error ? error.retryable === true : errnoOf(error) !== 'ENOENT';
  return downloadFailed(fileName, error instanceof Error ? error.message : String(error), retryable, error);
}

async function* received(body: AsyncIterable<Uint8Array>, fileName: string): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw downloadError(error, fileName, undefined);
  }
}

function downloadFailed(fileName: string, found: string, retryable: boolean, cause?: unknown): OtauError {
  const advice = retryable ? 'It may work later.' : 'Check that the file is there and that this gateway may read it.';
  return new OtauError('OTAU_DOWNLOAD_FAILED', `Fetching ${fileName} failed: ${found.replace(/\.$/, '')}. ${advice}`, {
    cause,
    retryable,
  });
}

function tooLarge(limits: ArchiveLimits): OtauError {
  return refusal('limit-package-bytes', `it is larger than ${limits.maxPackageBytes} bytes`);
}
