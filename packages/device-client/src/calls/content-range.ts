/** `Content-Range: bytes start-end/total`, as numbers; both ends count. */
export interface ContentRange {
  readonly start: number;
  readonly end: number;
  /** Missing if the platform wrote `*`. */
  readonly total?: number;
}

/** Undefined if the header is missing or makes no sense. */
export function parseContentRange(header: string | undefined): ContentRange | undefined {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/i.exec(header?.trim() ?? '');
  if (match === null) return undefined;
  const start = Number(match[1]);
  const end = Number(match[2]);
  if (match[3] === '*') return start <= end ? { start, end } : undefined;
  const total = Number(match[3]);
  return start <= end && end < total ? { start, end, total } : undefined;
}
