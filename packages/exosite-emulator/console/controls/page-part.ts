/** The part of a list that a page shows; a page behind the end is the last one. */
export function pagePart<T>(
  entries: readonly T[],
  page: number,
  pageSize: number,
): { readonly page: number; readonly part: readonly T[] } {
  const lastPage = Math.max(0, Math.ceil(entries.length / pageSize) - 1);
  const shown = Math.min(Math.max(0, page), lastPage);
  return { page: shown, part: entries.slice(shown * pageSize, (shown + 1) * pageSize) };
}
