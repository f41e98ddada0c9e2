import { constants, createReadStream, type Stats } from 'node:fs';
import {
  chmod,
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  readlink,
  realpath,
  rename,
  rmdir,
  statfs,
  symlink,
  unlink,
} from 'node:fs/promises';
import { type FileLayer, type FileStatus, type OpenFile } from './layer.ts';

/** O_EXCL: never into something that exists. O_NOFOLLOW: never through a link (otau 2.5). */
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
const RESUME = constants.O_WRONLY | constants.O_NOFOLLOW;

/** The files of this machine. */
export const systemFiles: FileLayer = Object.freeze({
  async create(path: string, mode: number) {
    return openFile(await open(path, CREATE, mode), 0);
  },
  async resume(path: string, sizeBytes: number) {
    const handle = await open(path, RESUME);
    try {
      await handle.truncate(sizeBytes);
    } catch (error) {
      await handle.close();
      throw error;
    }
    return openFile(handle, sizeBytes);
  },
  read: (path: string) => createReadStream(path),
  list: (directory: string) => readdir(directory),
  status: async (path: string) => statusOf(await lstat(path)),
  target: (link: string) => readlink(link),
  async makeDirectory(path: string, mode: number) {
    await mkdir(path, { mode });
  },
  chmod,
  link: (path: string, target: string) => symlink(target, path),
  rename,
  unlink,
  removeDirectory: (path: string) => rmdir(path),
  async syncDirectory(path: string) {
    const directory = await open(path, 'r');
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  },
  async freeBytes(directory: string) {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  },
  resolve: (path: string) => realpath(path),
});

function openFile(handle: FileHandle, start: number): OpenFile {
  let position = start;
  return {
    async write(bytes) {
      const { bytesWritten } = await handle.write(bytes, 0, bytes.length, position);
      position += bytesWritten;
      return bytesWritten;
    },
    chmod: (mode) => handle.chmod(mode),
    utimes: (seconds) => handle.utimes(seconds, seconds),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

function statusOf(stats: Stats): FileStatus {
  const type = stats.isFile()
    ? 'file'
    : stats.isDirectory()
      ? 'directory'
      : stats.isSymbolicLink()
        ? 'symlink'
        : 'other';
  return { type, sizeBytes: stats.size, mode: stats.mode & 0o7777 };
}
