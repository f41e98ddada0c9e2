import { dirname, join } from 'node:path';
import { type ArchiveEntry } from '../archive/entry-policy.ts';
import { writeFully } from '../durable.ts';
import { type FileLayer, type OpenFile } from '../files/layer.ts';
import { systemFiles } from '../files/system-files.ts';

/** Writes admitted entries below one directory. */
export interface TreeWriter {
  write(entry: ArchiveEntry, body: AsyncIterable<Uint8Array>): Promise<void>;
  /** Makes the symlinks, after all else so that nothing can be written through one, and syncs every directory. */
  finish(): Promise<void>;
  /** Waits for what is still being made durable; afterwards nothing writes any more. Never rejects. */
  settle(): Promise<void>;
}

const PERMITTED_MODE = 0o755;
/** Files that are written or made durable at the same time: it hides the latency, and the disk commits them together. */
const MAX_UNDERWAY = 8;
/** A file up to this size is held in memory, and written while the next entries are read. */
const MAX_HELD_BYTES = 64 * 1024;

/** What of an entry is kept beside its content. */
interface FileAttributes {
  readonly sizeBytes: number;
  readonly mode: number;
  readonly mtimeSeconds?: number;
}

/** The directory must exist and be empty and private, so that nobody else can put links into it meanwhile. */
export function createTreeWriter(root: string, files: FileLayer = systemFiles): TreeWriter {
  const directories = new Set([root]);
  const underway = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const symlinks: { readonly path: string; readonly target: string }[] = [];

  async function makeDirectory(path: string, mode = PERMITTED_MODE): Promise<void> {
    if (!directories.has(path)) {
      await makeDirectory(dirname(path));
      await files.makeDirectory(path, 0o777);
      directories.add(path);
    }
    if (path !== root) await files.chmod(path, mode); // mkdir's own mode is subject to the umask
  }

  /** Waits until one more piece of work may begin; rejects with what an earlier one failed with. */
  async function room(): Promise<void> {
    while (underway.size >= MAX_UNDERWAY) await Promise.race(underway);
    throwFailure();
  }

  /** What it begins is done when {@link TreeWriter.settle} says so; what fails, the next call reports. */
  function begin(work: Promise<void>): void {
    const done: Promise<void> = work
      .catch((error: unknown) => void failures.push(error))
      .finally(() => underway.delete(done));
    underway.add(done);
  }

  async function makeFile(path: string, content: AsyncIterable<Uint8Array>, of: FileAttributes): Promise<void> {
    await room();
    if (of.sizeBytes <= MAX_HELD_BYTES) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of content) chunks.push(chunk);
      begin(files.create(path, 0o600).then((file) => writeFile(file, chunks, of)));
      return;
    }
    const file = await files.create(path, 0o600);
    try {
      for await (const chunk of content) await writeFully(file, chunk);
    } catch (error) {
      await file.close();
      throw error;
    }
    begin(finishFile(file, of));
  }

  async function settle(): Promise<void> {
    await Promise.all(underway);
  }

  function throwFailure(): void {
    if (failures.length > 0) throw failures[0];
  }

  async function copyOf(original: string, path: string): Promise<void> {
    await settle(); // before that the original has not its own mode yet
    throwFailure();
    const { mode, sizeBytes } = await files.status(original);
    await makeFile(path, files.read(original), { mode, sizeBytes });
  }

  return {
    async write(entry, body) {
      const path = join(root, entry.path);
      if (entry.type === 'directory') {
        await makeDirectory(path, (entry.mode & PERMITTED_MODE) | 0o700);
        return;
      }
      if (!directories.has(dirname(path))) await makeDirectory(dirname(path));
      if (entry.type === 'file') await makeFile(path, body, entry);
      else if (entry.type === 'hardlink') await copyOf(join(root, entry.target ?? ''), path);
      else symlinks.push({ path, target: entry.target ?? '' });
    },
    settle,
    async finish() {
      await settle();
      throwFailure();
      for (const { path, target } of symlinks) await files.link(path, target);
      // Names are durable once their directories are; the tree itself is not in use before all of them are (otau 3.2).
      for (const directory of directories) {
        await room();
        begin(files.syncDirectory(directory));
      }
      await settle();
      throwFailure();
    },
  };
}

async function writeFile(file: OpenFile, chunks: readonly Uint8Array[], of: FileAttributes): Promise<void> {
  try {
    for (const chunk of chunks) await writeFully(file, chunk);
  } catch (error) {
    await file.close();
    throw error;
  }
  await finishFile(file, of);
}

async function finishFile(file: OpenFile, { mode, mtimeSeconds }: FileAttributes): Promise<void> {
  try {
    // Our own read and write bits stay, or the tree could not be read back, replaced or removed by us.
    await file.chmod((mode & PERMITTED_MODE) | 0o600);
    if (mtimeSeconds !== undefined) await file.utimes(mtimeSeconds);
    await file.sync(); // content, mode and length are durable before the tree can be switched to (otau 3.2)
  } finally {
    await file.close();
  }
}
