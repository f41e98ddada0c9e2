import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes sure that the store's file and its folder exist, readable by their owner only: the file holds CIKs.
 * SQLite gives its write-ahead log the same mode.
 */
export function prepareFile(path: string): void {
  const folder = dirname(path);
  const created = mkdirSync(folder, { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
  // A file from elsewhere may be wider; the mode given to open counts only for a new one.
  chmodSync(path, 0o600);
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
