import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { type ArchiveLimits } from '../archive/limits.ts';
import { refusal } from '../archive/rules.ts';
import { writeFully } from '../durable.ts';
import { type OtauError } from '../errors.ts';
import { diskFull } from '../extract/extract.ts';
import { type FileLayer } from '../files/layer.ts';
import { removeTree } from '../files/tree.ts';

/** Where the bytes of a package go: bounded, and hashed on the way (otau 2.6, 3.9). */
export interface Sink {
  readonly sizeBytes: number;
  write(chunk: Uint8Array): Promise<void>;
  /** Makes durable what has been written. */
  sync(): Promise<void>;
  /** Throws away what is there, and begins anew. */
  restart(): Promise<void>;
  /** SHA-256 of all that has been written; nothing can be written after it. */
  digest(): string;
  close(): Promise<void>;
}

/** Options of {@link openSink}. */
export interface SinkOptions {
  readonly files: FileLayer;
  readonly path: string;
  readonly limits: ArchiveLimits;
  /** Keeps this many bytes of the file that is there, and hashes them again. 0: the file must not exist. */
  readonly resumeAt?: number;
}

/** Opens a file, mode 0600, for the bytes of a package. */
export async function openSink({ files, path, limits, resumeAt = 0 }: SinkOptions): Promise<Sink> {
  let file = resumeAt > 0 ? await files.resume(path, resumeAt) : await files.create(path, 0o600);
  let hash = createHash('sha256');
  let sizeBytes = resumeAt;
  const room = resumeAt + (await files.freeBytes(dirname(path))) - limits.reserveBytes;
  if (resumeAt > 0) for await (const chunk of files.read(path)) hash.update(chunk);
  return {
    get sizeBytes() {
      return sizeBytes;
    },
    async write(chunk) {
      sizeBytes += chunk.length;
      if (sizeBytes > limits.maxPackageBytes) throw tooLarge(limits);
      if (sizeBytes > room) throw diskFull(dirname(path), sizeBytes + limits.reserveBytes);
      hash.update(chunk);
      await writeFully(file, chunk);
    },
    sync: () => file.sync(),
    async restart() {
      await file.close();
      await removeTree(files, path);
      file = await files.create(path, 0o600);
      hash = createHash('sha256');
      sizeBytes = 0;
    },
    digest: () => hash.digest('hex'),
    close: () => file.close(),
  };
}

/** Refuses at once what is announced to be too large for the limits or the disk. */
export async function verifyRoom(
  totalBytes: number,
  { files, path, limits, resumeAt = 0 }: SinkOptions,
): Promise<void> {
  if (totalBytes > limits.maxPackageBytes) throw tooLarge(limits);
  const room = (await files.freeBytes(dirname(path))) - limits.reserveBytes;
  if (room <= totalBytes - resumeAt) throw diskFull(dirname(path), totalBytes - resumeAt + limits.reserveBytes);
}

function tooLarge(limits: ArchiveLimits): OtauError {
  return refusal('limit-package-bytes', `it is larger than ${limits.maxPackageBytes} bytes`);
}
