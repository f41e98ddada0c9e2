import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** What SQLite puts beside its file: values and CIKs stand there too. */
const COMPANIONS = ['-wal', '-shm'] as const;

/**
 * Makes sure that the store's file and its folder exist. The file is readable by its owner only: it holds CIKs. The
 * folder is not: the engine keeps its apps in the same one, and they run as other users.
 */
export function prepareFile(path: string): void {
  const folder = dirname(path);
  const created = mkdirSync(folder, { recursive: true });
  closeSync(openSync(path, 'a', 0o600));
  // A file from elsewhere may be wider; the mode given to open counts only for a new one. SQLite gives what it
  // creates beside the file the same mode, but takes what is there as it is.
  chmodSync(path, 0o600);
  for (const suffix of COMPANIONS) if (existsSync(`${path}${suffix}`)) chmodSync(`${path}${suffix}`, 0o600);
  // fsync of the folder makes the new file's name durable, and of every folder above that was new.
  syncFolder(folder);
  if (created !== undefined) {
    for (let above = dirname(folder); above.length >= dirname(created).length; above = dirname(above)) {
      syncFolder(above);
      if (above === dirname(above)) break;
    }
  }
}

/** Makes the names in a folder durable. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
