const MIN_LIMIT = 5;
const MAX_LIMIT = 1000;

/** The part of a list that `offset` (default 0) and `limit` (5 to 1000, default 5) ask for (exosite 4). */
export function pageOf<T>(entries: readonly T[], fields: ReadonlyMap<string, string>): readonly T[] {
  const offset = wholeNumber(fields.get('offset')) ?? 0;
  const limit = Math.min(MAX_LIMIT, Math.max(MIN_LIMIT, wholeNumber(fields.get('limit')) ?? MIN_LIMIT));
  return entries.slice(offset, offset + limit);
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
