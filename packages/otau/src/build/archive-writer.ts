import { createHash } from 'node:crypto';
import { type FileHandle, lstat, open, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import { type Header, type Pack, pack } from 'tar-stream';
import { writeFully } from '../durable.ts';
import { OtauError } from '../errors.ts';

/** A written package. */
export interface WrittenArchive {
  readonly sha256: string;
  readonly sizeBytes: number;
}

const EPOCH = new Date(0);
const OWNER = { uid: 0, gid: 0, uname: '', gname: '', mtime: EPOCH };
const GZIP_OS_OFFSET = 9;
const GZIP_OS_UNKNOWN = 255;

/**
 * Packs the paths, in the order given, into `target`. Owner, time, umask and the packing machine leave no trace: the
 * same files give the same bytes (otau 1.5).
 */
export async function writeArchive(
  folder: string,
  paths: readonly string[],
  target: FileHandle,
  signal: AbortSignal | undefined,
): Promise<WrittenArchive> {
  const archive = pack();
  const gzip = createGzip({ level: 9 });
  const packing = packAll(archive, folder, paths, signal);
  packing.catch((error: unknown) => gzip.destroy(error instanceof Error ? error : new Error(String(error))));
  const compressing = compress(archive, gzip);
  compressing.catch(() => undefined); // gzip is destroyed with the cause, which surfaces below
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of gzip) {
    if (!(chunk instanceof Uint8Array)) continue;
    if (sizeBytes === 0) chunk[GZIP_OS_OFFSET] = GZIP_OS_UNKNOWN; // zlib writes the system it runs on
    hash.update(chunk);
    sizeBytes += chunk.length;
    await writeFully(target, chunk);
  }
  await packing;
  await compressing;
  return { sha256: hash.digest('hex'), sizeBytes };
}

async function compress(archive: Pack, gzip: ReturnType<typeof createGzip>): Promise<void> {
  for await (const chunk of archive) {
    await new Promise<void>((resolve, reject) => {
      gzip.write(chunk, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }
  gzip.end();
}

async function packAll(
  archive: Pack,
  folder: string,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const path of paths) {
    signal?.throwIfAborted();
    await packOne(archive, folder, path);
  }
  archive.finalize();
}

async function packOne(archive: Pack, folder: string, path: string): Promise<void> {
  const source = join(folder, path);
  const stats = await lstat(source);
  const mode = (stats.mode & 0o100) === 0 ? 0o644 : 0o755;
  if (stats.isDirectory()) {
    await add(archive, { ...OWNER, name: `${path}/`, type: 'directory', mode: 0o755 });
  } else if (stats.isSymbolicLink()) {
    await add(archive, { ...OWNER, name: path, type: 'symlink', linkname: await readlink(source), mode: 0o755 });
  } else if (stats.isFile()) {
    await addFile(archive, { ...OWNER, name: path, type: 'file', mode, size: stats.size }, source);
  } else {
    throw new OtauError('OTAU_BUILD_FAILED', `${path} is neither file, directory nor link; exclude it.`);
  }
}

type EntryHeader = Partial<Header> & Pick<Header, 'name'>;

async function add(archive: Pack, header: EntryHeader): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    archive.entry(header, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

async function addFile(archive: Pack, header: EntryHeader & { readonly size: number }, source: string): Promise<void> {
  const file = await open(source, 'r');
  let settle: ((error?: Error | null) => void) | undefined;
  const done = new Promise<void>((resolve, reject) => {
    settle = (error) => {
      if (error) reject(error);
      else resolve();
    };
  });
  done.catch(() => undefined); // awaited below
  try {
    const entry = archive.entry(header, (error) => settle?.(error));
    let bytes = 0;
    for await (const chunk of file.createReadStream({ autoClose: false })) {
      if (!(chunk instanceof Uint8Array)) continue;
      bytes += chunk.length;
      if (bytes > header.size) break;
      if (!entry.write(chunk)) await new Promise<void>((resolve) => void entry.once('drain', resolve));
    }
    if (bytes !== header.size) {
      throw new OtauError('OTAU_BUILD_FAILED', `${header.name} changed while it was packed; build again.`);
    }
    entry.end(null);
    await done;
  } finally {
    await file.close();
  }
}
