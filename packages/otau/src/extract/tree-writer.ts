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
/** Files that are made durable while the next ones are written: the disk commits them together. */
const MAX_FINISHING = 8;

/** What of an entry is kept beside its content. */
interface FileAttributes {
  readonly mode: number;
  readonly mtimeSeconds?: number;
}

/** The directory must exist and be empty and private, so that nobody else can put links into it meanwhile. */
export function createTreeWriter(root: string, files: FileLayer = systemFiles): TreeWriter {
  const directories = new Set([root]);
  const finishing = new Set<Promise<void>>();
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

  /** What it starts is done when {@link TreeWriter.settle} says so; what fails, the next call reports. */
  async function makeFile(path: string, content: AsyncIterable<Uint8Array>, of: FileAttributes): Promise<void> {
    const file = await files.create(path, 0o600);
    try {
      for await (const chunk of content) await writeFully(file, chunk);
    } catch (error) {
      await file.close();
      throw error;
    }
    while (finishing.size >= MAX_FINISHING) await Promise.race(finishing);
    throwFailure();
    const finished: Promise<void> = finishFile(file, of)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => finishing.delete(finished));
    finishing.add(finished);
  }

  async function settle(): Promise<void> {
    await Promise.all(finishing);
  }

  function throwFailure(): void {
    if (failures.length > 0) throw failures[0];
  }

  async function copyOf(original: string, path: string): Promise<void> {
    await settle(); // before that the original has not its own mode yet
    throwFailure();
    const { mode } = await files.status(original);
    await makeFile(path, files.read(original), { mode });
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
      // Names are durable once their directories are; deepest first, so that no durable name leads to a lost one.
      const deepestFirst = [...directories].sort((a, b) => b.length - a.length);
      for (const directory of deepestFirst) await files.syncDirectory(directory);
    },
  };
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
