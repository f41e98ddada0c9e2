import type { DatabaseSync } from 'node:sqlite';
import type { StoreChange } from '../store.ts';
import { openSyncedFile, type SyncedFile } from './synced-file.ts';

/** Options of {@link createAsideCommit}. */
export interface AsideCommitOptions {
  readonly database: DatabaseSync;
  /** Of the database. */
  readonly path: string;
  /** Writes in one transaction, with the durability that the connection is set to. Does not call `settle`. */
  readonly write: (changes: readonly StoreChange[]) => void;
  /** What would undo changes; asked before they are written. See {@link planUndo}. */
  readonly planUndo: (changes: readonly StoreChange[]) => readonly StoreChange[];
  /** Usual length of the write-ahead log, in pages. */
  readonly maxLogPages: number;
}

/** Commits whose fsync runs in another thread (libuv's own; none is started for it), for disks that are slow. */
export interface AsideCommit {
  /** See `MessageStore.commitAside`. */
  commit(changes: readonly StoreChange[]): Promise<void>;
  /** To be called before anything else writes, and before the database is closed: makes up for what is unsynced. */
  settle(): void;
  /** After the database has been closed. */
  close(): void;
}

/** What SQLite does by itself at every commit (see `configureConnection`), but for the time in which we do it. */
const RELAXED = 'PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = ';
const STRICT = 'PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = ';

/**
 * Moving the pages costs whoever waits two fsyncs more. A log of this many times its usual length keeps them to less
 * than one in a hundred. SQLite moves pages by itself, on this thread, only if the estimate below is far off.
 */
const LONGER = 3;
const BACKSTOP = 4;

/**
 * The same steps in the same order as SQLite's own with `synchronous = FULL`: the frames of a commit are written to
 * the log, then the log is synced, then the caller is told. When the log is long, its pages are written to the
 * database, then the database is synced, and only then may the next write start the log anew. What differs is who
 * calls fsync. SQLite still syncs a new log's header by itself: in `NORMAL` it does.
 */
export function createAsideCommit(options: AsideCommitOptions): AsideCommit {
  const { database, path, write, planUndo, maxLogPages } = options;
  let log: SyncedFile | undefined;
  let main: SyncedFile | undefined;
  let logPages = 0;
  let moved = false;
  let moving: Promise<void> = Promise.resolve();

  function relaxed(body: () => void): void {
    database.exec(`${RELAXED}${maxLogPages * BACKSTOP}`);
    try {
      body();
    } finally {
      database.exec(`${STRICT}${maxLogPages}`);
    }
  }

  /** Everything in the log is synced when this is called, so its pages may go into the database in any order. */
  function movePages(): void {
    logPages = 0;
    main ??= openSyncedFile(path);
    moved = true;
    try {
      database.exec('PRAGMA synchronous = OFF; PRAGMA wal_checkpoint(PASSIVE)');
    } finally {
      database.exec('PRAGMA synchronous = FULL');
    }
    // If it fails, `settle` tries again and lets nothing be written before it has succeeded.
    moving = main.sync().then(
      () => {
        moved = false;
      },
      () => undefined,
    );
  }

  /** A sync that failed leaves open what the disk has. What waits becomes what it was: whoever wrote is told so. */
  function takeBack(undo: readonly StoreChange[]): void {
    try {
      relaxed(() => {
        write(undo);
      });
    } catch {
      // The disk refuses that too. The commit counts although it was refused, once the disk can be read.
    }
  }

  function settle(): void {
    if (log?.suspect === true) log.syncNow();
    if (!moved) return;
    main?.syncNow();
    moved = false;
  }

  return {
    async commit(changes) {
      await moving;
      settle();
      if (logPages >= maxLogPages * LONGER) {
        movePages();
        await moving;
        settle();
      }
      // Taking it back would lose the letter: rolled back by SQLite itself, if need be.
      if (changes.some(({ kind }) => kind === 'removeDead')) {
        write(changes);
        return;
      }
      const undo = planUndo(changes);
      relaxed(() => {
        write(changes);
      });
      log ??= openSyncedFile(`${path}-wal`);
      try {
        // This is the fsync behind the acknowledgement.
        await log.sync();
      } catch (error) {
        takeBack(undo);
        throw error;
      }
      logPages += estimatePages(changes);
    },
    settle,
    close() {
      log?.close();
      main?.close();
    },
  };
}

/** Messages lie one behind the other; these are their other columns, in bytes, and what fits a page. */
const ROW_BYTES = 60;
const PAGE_BYTES = 3600;

/** Pages that a commit touches whatever is in it; other changes, mostly in order too, for each page. */
const PAGES_PER_COMMIT = 4;
const CHANGES_PER_PAGE = 8;

function estimatePages(changes: readonly StoreChange[]): number {
  let bytes = 0;
  let others = 0;
  for (const change of changes) {
    if (change.kind === 'add') bytes += change.message.value.byteLength + ROW_BYTES;
    else others += 1;
  }
  return PAGES_PER_COMMIT + Math.ceil(bytes / PAGE_BYTES) + Math.ceil(others / CHANGES_PER_PAGE);
}
