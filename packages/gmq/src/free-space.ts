/** Whether the disk of the store has room to spare. */
export interface FreeSpace {
  /** True if less is free than is to stay free, as of a moment ago. Asking makes it look again, in the background. */
  isShort(): boolean;
}

/** What {@link createFreeSpace} needs. */
export interface FreeSpaceOptions {
  /** Bytes that are free; rejects where that cannot be told. */
  readonly read: () => Promise<number>;
  /** Read anew at each look: it may be configured while the queue runs. 0: nothing is looked at. */
  readonly limits: { readonly minFreeBytes: number };
  readonly elapsedMs: () => number;
}

/** How old what is known may be, in milliseconds. */
const LOOK_EVERY_MS = 1000;

/** Looks at most once a second, and never makes anybody wait. */
export function createFreeSpace({ read, limits, elapsedMs }: FreeSpaceOptions): FreeSpace {
  let freeBytes = Infinity;
  let lookedMs = -Infinity;
  let looking = false;

  async function look(): Promise<void> {
    looking = true;
    lookedMs = elapsedMs();
    // A disk that cannot be asked is left to say itself that it is full.
    freeBytes = await read().catch(() => Infinity);
    looking = false;
  }

  return {
    isShort() {
      if (limits.minFreeBytes === 0) return false;
      if (!looking && elapsedMs() - lookedMs >= LOOK_EVERY_MS) void look();
      return freeBytes < limits.minFreeBytes;
    },
  };
}
