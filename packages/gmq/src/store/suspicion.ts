import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from './file.ts';

const markOf = (path: string): string => `${path}.suspect`;

/**
 * Notes, for the next start, that the file turned out to be damaged when it was read: the check at open does not see
 * every page. Never throws: the damage is what its caller has to be told.
 */
export function markSuspect(path: string): void {
  try {
    if (existsSync(markOf(path))) return;
    const descriptor = openSync(markOf(path), 'w', 0o600);
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    // fsync of the folder makes the mark durable.
    syncFolder(dirname(path));
  } catch {
    // A disk that takes no mark either: the damage is found again by whoever reads next.
  }
}

/** True if the file is marked. */
export function isSuspect(path: string): boolean {
  return existsSync(markOf(path));
}

/** The file has been replaced by one that can be read. Should the mark outlive a power cut, it is salvaged once more. */
export function clearSuspect(path: string): void {
  rmSync(markOf(path), { force: true });
}
