export { guardTar, type GuardedEntry, type GuardOptions } from './archive/guard.ts';
export { gunzip } from './archive/gunzip.ts';
export { type ArchiveEntry, type EntryType } from './archive/entry-policy.ts';
export { ARCHIVE_LIMIT_DEFAULTS, type ArchiveLimits, resolveLimits } from './archive/limits.ts';
export { ARCHIVE_RULES, type ArchiveRule } from './archive/rules.ts';
export { type EntryVisitor, readArchive, type ReadOptions } from './archive/reader.ts';
