import { constants, type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, OtauError } from '../errors.ts';
import { type Content, type ContentSource } from '../install/contracts.ts';

/**
 * Packages in a folder, such as a USB stick, with their sidecars beside them. Only regular files directly in the folder
 * are read: no links, no way out of it. A file that was exchanged since is read from its beginning.
 */
export function createFolderSource(folder: string): ContentSource {
  return {
    async open(fileName, { rangeStart = 0, ifRange, signal }) {
      signal?.throwIfAborted();
      if (fileName === '' || fileName === '.' || fileName === '..' || /[/\0]/.test(fileName)) {
        throw new OtauError('OTAU_NAME_INVALID', `"${fileName}" is no name of a file in ${folder}.`);
      }
      const file = await openFile(folder, fileName);
      try {
        const { size, mtimeMs, ino } = await verifyFile(file, fileName);
        const etag = `"${ino}-${size}-${mtimeMs}"`;
        const resumes = rangeStart > 0 && rangeStart <= size && (ifRange === undefined || ifRange === etag);
        const body = file.createReadStream({
          start: resumes ? rangeStart : 0,
          ...(signal === undefined ? {} : { signal }),
        });
        const content: Content = { body, totalBytes: size, etag, status: resumes ? 206 : 200 };
        return content;
      } catch (error) {
        await file.close();
        throw error;
      }
    },
  };
}

async function openFile(folder: string, fileName: string): Promise<FileHandle> {
  // O_NONBLOCK: a FIFO of that name must not hold us up.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  try {
    return await open(join(folder, fileName), flags);
  } catch (error) {
    throw errnoOf(error) === 'ELOOP' ? notRegular(fileName) : error; // O_NOFOLLOW says so of a link
  }
}

async function verifyFile(
  file: FileHandle,
  fileName: string,
): Promise<{ readonly size: number; readonly mtimeMs: number; readonly ino: number }> {
  const stats = await file.stat();
  if (stats.isFile()) return stats;
  throw notRegular(fileName);
}

function notRegular(fileName: string): OtauError {
  return new OtauError(
    'OTAU_IO_FAILED',
    `${fileName} is a link or no file at all. Put the file itself into the folder.`,
  );
}
