import { closeSync, fdatasync, fdatasyncSync, openSync, readSync, writeSync } from 'node:fs';

/** A file that SQLite writes and that is synced beside it, through a descriptor of its own. */
export interface SyncedFile {
  /** Resolves when everything written to the file so far is on the disk. The event loop goes on meanwhile. */
  sync(): Promise<void>;
  /** The same, and waits. */
  syncNow(): void;
  /** True after a sync has failed, until one has succeeded. */
  readonly suspect: boolean;
  /** Not while a connection of this process to the same file is open: POSIX drops its locks. */
  close(): void;
}

const CHUNK_BYTES = 1024 * 1024;

/** Opens a file that exists. */
export function openSyncedFile(path: string): SyncedFile {
  const descriptor = openSync(path, 'r+');
  let suspect = false;

  /** Linux forgets what a failed sync did not write and reports it once: only writing it again makes a sync count. */
  function rewriteIfSuspect(): void {
    if (!suspect) return;
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let position = 0;
    for (;;) {
      const length = readSync(descriptor, chunk, 0, CHUNK_BYTES, position);
      if (length === 0) return;
      writeSync(descriptor, chunk, 0, length, position);
      position += length;
    }
  }

  return {
    sync() {
      return new Promise((resolve, reject) => {
        rewriteIfSuspect();
        fdatasync(descriptor, (error) => {
          suspect = error !== null;
          if (error === null) resolve();
          else reject(error);
        });
      });
    },
    syncNow() {
      rewriteIfSuspect();
      suspect = true;
      fdatasyncSync(descriptor);
      suspect = false;
    },
    get suspect() {
      return suspect;
    },
    close() {
      closeSync(descriptor);
    },
  };
}
