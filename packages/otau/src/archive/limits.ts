/** How much an archive may ask of the device (otau 2.6). All bounds are inclusive. */
export interface ArchiveLimits {
  /** Bytes of the compressed package. */
  readonly maxPackageBytes: number;
  /** Bytes of the unpacked tar stream, headers and padding included, plus the copies made for hard links. */
  readonly maxUnpackedBytes: number;
  /** Unpacked bytes per compressed byte, looked at from the first unpacked megabyte on. */
  readonly maxRatio: number;
  /** Entries, with the directories that are only implied by the names of others. */
  readonly maxEntries: number;
  /** Bytes of one file. */
  readonly maxFileBytes: number;
  /** Components of one path. */
  readonly maxDepth: number;
  /** Bytes of one component of a path. */
  readonly maxComponentBytes: number;
  /** Bytes of a whole path or link target. */
  readonly maxPathBytes: number;
  /** Bytes of one PAX or GNU long-name header (otau 2.1). */
  readonly maxMetaBytes: number;
  /** Bytes that must stay free on the disk after package and tree are written. */
  readonly reserveBytes: number;
}

const MIB = 1024 * 1024;

/** Limits that suit a gateway with 64 MB of RAM and a small flash. */
export const ARCHIVE_LIMIT_DEFAULTS: ArchiveLimits = Object.freeze({
  maxPackageBytes: 64 * MIB,
  maxUnpackedBytes: 256 * MIB,
  maxRatio: 200,
  maxEntries: 20_000,
  maxFileBytes: 128 * MIB,
  maxDepth: 64,
  maxComponentBytes: 255,
  maxPathBytes: 1024,
  maxMetaBytes: 64 * 1024,
  reserveBytes: 8 * MIB,
});

/** The defaults with the caller's limits over them. A limit that is no number ≥ 0 is a TypeError. */
export function resolveLimits(limits: Partial<ArchiveLimits> = {}): ArchiveLimits {
  for (const [name, value] of Object.entries(limits)) {
    if (!(name in ARCHIVE_LIMIT_DEFAULTS)) throw new TypeError(`Unknown limit "${name}".`);
    if (typeof value !== 'number' || !(value >= 0)) throw new TypeError(`Limit "${name}" must be a number ≥ 0.`);
  }
  return { ...ARCHIVE_LIMIT_DEFAULTS, ...limits };
}
