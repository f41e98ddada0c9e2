import { chmod, constants, copyFile, mkdir, open, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ArchiveEntry } from '../archive/entry-policy.ts';
import { syncDirectory, writeFully } from '../durable.ts';

/** Writes admitted entries below one directory. */
export interface TreeWriter {
  write(entry: ArchiveEntry, body: AsyncIterable<Uint8Array>): Promise<void>;
  /** Makes the symlinks, after all else so that nothing can be written through one, and syncs every directory. */
  finish(): Promise<void>;
}

/** O_EXCL: never into something that exists. O_NOFOLLOW: never through a link (otau 2.5). */
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
const PERMITTED_MODE = 0o755;

/** The directory must exist and be empty and private, so that nobody else can put links into it meanwhile. */
export function createTreeWriter(root: string): TreeWriter {
  const directories = new Set([root]);
  const symlinks: { readonly path: string; readonly target: string }[] = [];

  async function makeDirectory(path: string, mode = PERMITTED_MODE): Promise<void> {
    if (!directories.has(path)) {
      await makeDirectory(dirname(path));
      await mkdir(path);
      directories.add(path);
    }
    if (path !== root) await chmod(path, mode); // mkdir's own mode is subject to the umask
  }

  async function makeFile(path: string, entry: ArchiveEntry, content: AsyncIterable<Uint8Array>): Promise<void> {
    // Our own read and write bits stay, or the tree could not be read back, replaced or removed by us.
    const mode = (entry.mode & PERMITTED_MODE) | 0o600;
    const file = await open(path, CREATE, 0o600);
    try {
      for await (const chunk of content) await writeFully(file, chunk);
      await file.chmod(mode);
      await file.utimes(entry.mtimeSeconds, entry.mtimeSeconds);
      await file.sync(); // content, mode and length are durable before the tree can be switched to (otau 3.2)
    } finally {
      await file.close();
    }
  }

  async function copyOf(original: string, path: string): Promise<void> {
    await copyFile(original, path, constants.COPYFILE_EXCL);
    const file = await open(path, 'r+');
    try {
      await file.sync(); // as above
    } finally {
      await file.close();
    }
  }

  return {
    async write(entry, body) {
      const path = join(root, entry.path);
      if (entry.type === 'directory') {
        await makeDirectory(path, (entry.mode & PERMITTED_MODE) | 0o700);
        return;
      }
      if (!directories.has(dirname(path))) await makeDirectory(dirname(path));
      if (entry.type === 'file') await makeFile(path, entry, body);
      else if (entry.type === 'hardlink') await copyOf(join(root, entry.target ?? ''), path);
      else symlinks.push({ path, target: entry.target ?? '' });
    },
    async finish() {
      for (const { path, target } of symlinks) await symlink(target, path);
      // Names are durable once their directories are; deepest first, so that no durable name leads to a lost one.
      const deepestFirst = [...directories].sort((a, b) => b.length - a.length);
      for (const directory of deepestFirst) await syncDirectory(directory);
    },
  };
}
