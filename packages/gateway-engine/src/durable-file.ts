import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { GatewayEngineError } from './errors.ts';

/**
 * Replaces a file so that a power cut leaves either the old content or the new one, never a part (gwe 38, N7).
 * The file's fsync makes the content durable, the folder's fsync makes the rename durable; both are done when this resolves.
 * Files are 0600: they hold the CIK or what leads to it.
 */
export async function writeDurableFile(path: string, content: string): Promise<void> {
  const folder = dirname(path);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(folder, { recursive: true });
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(folder);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw unusable('write', path, error);
  }
}

/** Removes a file; once this resolves, a power cut does not bring it back. */
export async function removeDurableFile(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
    await syncFolder(dirname(path));
  } catch (error) {
    if (isMissing(error)) return;
    throw unusable('remove', path, error);
  }
}

/** The file's text, or undefined where there is none. */
export async function readOptionalFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw unusable('read', path, error);
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function unusable(act: 'read' | 'write' | 'remove', path: string, cause: unknown): GatewayEngineError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GatewayEngineError(
    'GATEWAY_STATE_UNUSABLE',
    `cannot ${act} ${path}: ${reason}. Check that the disk is not full and that this user may write there.`,
    { cause, retryable: true },
  );
}
