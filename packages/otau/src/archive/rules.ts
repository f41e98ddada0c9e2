import { OtauError, type OtauErrorCode } from '../errors.ts';

const RULES = {
  'gzip-header': 'OTAU_GZIP_INVALID',
  'gzip-data': 'OTAU_GZIP_INVALID',
  'gzip-checksum': 'OTAU_GZIP_INVALID',
  'gzip-truncated': 'OTAU_GZIP_INVALID',
  'gzip-trailing-data': 'OTAU_GZIP_INVALID',
  checksum: 'OTAU_ARCHIVE_INVALID',
  magic: 'OTAU_ARCHIVE_INVALID',
  'numeric-field': 'OTAU_ARCHIVE_INVALID',
  'reserved-field': 'OTAU_ARCHIVE_INVALID',
  'size-field': 'OTAU_ARCHIVE_INVALID',
  'unexpected-body': 'OTAU_ARCHIVE_INVALID',
  'meta-size': 'OTAU_ARCHIVE_INVALID',
  'meta-order': 'OTAU_ARCHIVE_INVALID',
  'pax-syntax': 'OTAU_ARCHIVE_INVALID',
  'pax-size': 'OTAU_ARCHIVE_INVALID',
  'pax-key': 'OTAU_ARCHIVE_INVALID',
  'pax-global': 'OTAU_ARCHIVE_INVALID',
  truncated: 'OTAU_ARCHIVE_INVALID',
  'end-blocks': 'OTAU_ARCHIVE_INVALID',
  'trailing-data': 'OTAU_ARCHIVE_INVALID',
  'parsers-disagree': 'OTAU_ARCHIVE_INVALID',
  'entry-type': 'OTAU_ENTRY_TYPE',
  'name-nul': 'OTAU_ENTRY_NAME',
  'name-utf8': 'OTAU_ENTRY_NAME',
  'name-control': 'OTAU_ENTRY_NAME',
  'name-backslash': 'OTAU_ENTRY_NAME',
  'name-empty': 'OTAU_ENTRY_NAME',
  'name-dot': 'OTAU_ENTRY_NAME',
  'name-slash': 'OTAU_ENTRY_NAME',
  'name-absolute': 'OTAU_ENTRY_ESCAPES',
  'name-parent': 'OTAU_ENTRY_ESCAPES',
  'symlink-absolute': 'OTAU_ENTRY_ESCAPES',
  'symlink-escapes': 'OTAU_ENTRY_ESCAPES',
  'symlink-loop': 'OTAU_LINK_INVALID',
  'hardlink-target': 'OTAU_LINK_INVALID',
  duplicate: 'OTAU_ENTRY_DUPLICATE',
  'name-collision': 'OTAU_ENTRY_DUPLICATE',
  'parent-not-directory': 'OTAU_ENTRY_DUPLICATE',
  'limit-package-bytes': 'OTAU_LIMIT_EXCEEDED',
  'limit-unpacked-bytes': 'OTAU_LIMIT_EXCEEDED',
  'limit-ratio': 'OTAU_LIMIT_EXCEEDED',
  'limit-entries': 'OTAU_LIMIT_EXCEEDED',
  'limit-file-bytes': 'OTAU_LIMIT_EXCEEDED',
  'limit-depth': 'OTAU_LIMIT_EXCEEDED',
  'limit-component-bytes': 'OTAU_LIMIT_EXCEEDED',
  'limit-path-bytes': 'OTAU_LIMIT_EXCEEDED',
} as const;

/** The name of a rule of the archive guard. */
export type ArchiveRule = keyof typeof RULES;

/** Every rule of the archive guard, and the code of the error that a breach of it becomes (otau 2.1–2.6). */
export const ARCHIVE_RULES: Readonly<Record<ArchiveRule, OtauErrorCode>> = Object.freeze(RULES);

/** The error for a broken rule; entry and rule are named in fields and in the message (otau 2.5). */
export function refusal(rule: ArchiveRule, found: string, entry?: string): OtauError {
  const shown = entry === undefined ? undefined : printable(entry);
  const where = shown === undefined ? 'The archive' : `Entry "${shown}"`;
  return new OtauError(ARCHIVE_RULES[rule], `${where} was refused: ${found} (rule ${rule}).`, { entry: shown, rule });
}

/** A hostile name made fit for a terminal and a log line: bounded, and without control or direction characters. */
export function printable(name: string): string {
  const cut = name.length > 200 ? `${name.slice(0, 200)}…` : name;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"\\]/gu, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return `\\u{${point.toString(16)}}`;
  });
}
