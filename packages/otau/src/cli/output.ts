import { type Finding } from '../errors.ts';

/** Where a command writes: results to stdout, everything else to stderr. */
export interface Output {
  readonly print: (line: string) => void;
  readonly note: (line: string) => void;
  /** To stderr as it stands, for progress. */
  readonly raw: (text: string) => void;
}

/** A finding as one line. */
export function formatFinding({ severity, code, entry, message }: Finding): string {
  return `${severity}: ${entry === undefined ? '' : `${entry}: `}${message} (${code})`;
}

/** Columns that are as wide as their widest cell. */
export function formatTable(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A number of bytes with the unit that suits it. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}
