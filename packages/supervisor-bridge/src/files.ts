import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SupervisorBridgeError } from './error.ts';

/** Confs may hold passwords in `environment`: only their owner reads them. */
const PRIVATE_MODE = 0o600;

/** The `code` of a failed system call, such as `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Turns a failed system call into this package's error. */
export async function withFile<T>(what: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined || !(error instanceof Error) || error instanceof SupervisorBridgeError) throw error;
    throw new SupervisorBridgeError(
      'SUPERVISOR_FILE_UNUSABLE',
      `${what}: ${error.message}. ${ADVICE[code] ?? ''}`.trim(),
      {
        cause: error,
      },
    );
  }
}

const ADVICE: Readonly<Partial<Record<string, string>>> = {
  ENOENT: 'Create the folder first.',
  EACCES: 'Give this user the right to it, or run as another user.',
  EPERM: 'Give this user the right to it, or run as another user.',
  EROFS: 'The file system is read-only: mount it writable.',
  ENOSPC: 'The disk is full: make room.',
  EISDIR: 'A folder has this name: remove it.',
  ENOTDIR: 'A file stands where a folder should be: move it away.',
};

/** The text of a file, or undefined when there is none. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Creates a private file that nobody else has open, whatever a power cut left under that name. */
export async function writePrivate(path: string, text: string, durable: boolean): Promise<void> {
  await rm(path, { force: true });
  const file = await open(path, 'wx', PRIVATE_MODE);
  try {
    await file.writeFile(text);
    if (durable) await file.sync(); // the content is on disk before any name points to it
  } finally {
    await file.close();
  }
}

/** Replaces `path` so that after a power cut either the old or the new text is there, complete. */
export async function replaceFile(path: string, text: string): Promise<void> {
  // supervisord's include skips names that start with a dot (supervisord 2).
  const staged = join(dirname(path), `.${basename(path)}.tmp`);
  try {
    await writePrivate(staged, text, true);
    await rename(staged, path);
  } catch (error) {
    await rm(staged, { force: true });
    throw error;
  }
  await syncFolder(dirname(path)); // makes the rename durable
}

/** Makes renames and removals in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Creates a folder and its parents. */
export async function makeFolder(path: string): Promise<void> {
  await withFile(`Cannot create ${path}`, () => mkdir(path, { recursive: true }));
}
