import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { type FileLayer, type OpenFile } from './files/layer.ts';
import { systemFiles } from './files/system-files.ts';
import { unlessMissing } from './files/tree.ts';

/** Makes the entries of a directory (creations, renames, removals) durable. */
export async function syncDirectory(path: string, files: FileLayer = systemFiles): Promise<void> {
  await files.syncDirectory(path);
}

/** Writes all of `bytes`, however often the system takes only a part. */
export async function writeFully(
  file: { write(bytes: Uint8Array): Promise<number | { readonly bytesWritten: number }> },
  bytes: Uint8Array,
): Promise<void> {
  let offset = 0;
  while (offset < bytes.length) {
    const taken = await file.write(bytes.subarray(offset));
    offset += typeof taken === 'number' ? taken : taken.bytesWritten;
  }
}

/** A name beside `path` that nobody else uses. */
export function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
}

/** Replaces a file so that a power cut leaves the old or the new content, mode 0600. */
export async function replaceFile(path: string, text: string, files: FileLayer = systemFiles): Promise<void> {
  const temporary = temporaryName(path);
  try {
    await writeSynced(await files.create(temporary, 0o600), Buffer.from(text));
    await files.rename(temporary, path);
  } catch (error) {
    await unlessMissing(() => files.unlink(temporary)).catch(() => undefined); // the first failure is the one to tell
    throw error;
  }
  await files.syncDirectory(dirname(path)); // makes the rename durable
}

/** Replaces a symlink by rename, so that it always points at the old or the new target. */
export async function replaceLink(path: string, target: string, files: FileLayer = systemFiles): Promise<void> {
  const temporary = temporaryName(path);
  await files.link(temporary, target);
  try {
    await files.rename(temporary, path);
  } catch (error) {
    await unlessMissing(() => files.unlink(temporary)).catch(() => undefined);
    throw error;
  }
  await files.syncDirectory(dirname(path)); // makes the rename durable
}

async function writeSynced(file: OpenFile, bytes: Uint8Array): Promise<void> {
  try {
    await writeFully(file, bytes);
    await file.sync(); // the content is durable before the name points at it
  } finally {
    await file.close();
  }
}
