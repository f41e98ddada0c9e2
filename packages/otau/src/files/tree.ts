import { dirname, join } from 'node:path';
import { errnoOf } from '../errors.ts';
import { type FileLayer } from './layer.ts';

/** What `work` gives, or undefined if the path is not there. */
export async function unlessMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether anything stands at a path, be it a link that leads nowhere. */
export async function exists(files: FileLayer, path: string): Promise<boolean> {
  return (await unlessMissing(() => files.status(path))) !== undefined;
}

/** Makes a directory and those above it. What is there stays as it is. */
export async function ensureDirectory(files: FileLayer, path: string, mode: number): Promise<void> {
  if (await exists(files, path)) return;
  const above = dirname(path);
  if (above !== path) await ensureDirectory(files, above, 0o755);
  await unlessThere(() => files.makeDirectory(path, mode));
  await files.syncDirectory(above); // the new name is durable before anything is put below it
}

/** Removes whatever stands at a path. It is the caller who makes that durable. */
export async function removeTree(files: FileLayer, path: string): Promise<void> {
  const status = await unlessMissing(() => files.status(path));
  if (status === undefined) return;
  if (status.type !== 'directory') {
    await unlessMissing(() => files.unlink(path));
    return;
  }
  // A script may have taken our own rights away from a directory of its tree.
  if ((status.mode & 0o700) !== 0o700) await files.chmod(path, 0o700);
  for (const name of await files.list(path)) await removeTree(files, join(path, name));
  await unlessMissing(() => files.removeDirectory(path));
}

/** Where a link leads; undefined if there is none. */
export async function targetOf(files: FileLayer, link: string): Promise<string | undefined> {
  try {
    return await files.target(link);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'EINVAL') return undefined;
    throw error;
  }
}

/** The text of a file of at most `maxBytes`; undefined if there is none, or a larger one. */
export async function readText(files: FileLayer, path: string, maxBytes: number): Promise<string | undefined> {
  const status = await unlessMissing(() => files.status(path));
  if (status?.type !== 'file' || status.sizeBytes > maxBytes) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of files.read(path)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function unlessThere(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}
