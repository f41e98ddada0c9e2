/** Which bytes to send: `undefined` for all of them, both ends inclusive. */
export type RangeDecision =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly first: number; readonly last: number }
  | { readonly kind: 'unsatisfiable' };

const WHOLE: RangeDecision = { kind: 'whole' };
const RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/** Decides on `bytes=X-Y`, `X-` and `-N`; any other form is ignored as HTTP asks (exosite 3.4). */
export function decideRange(header: string | undefined, sizeBytes: number): RangeDecision {
  const match = header === undefined ? null : RANGE.exec(header.trim());
  if (match === null) return WHOLE;
  const [, from = '', to = ''] = match;
  if (from === '') return to === '' ? WHOLE : decideSuffix(Number(to), sizeBytes);
  const first = Number(from);
  const last = to === '' ? sizeBytes - 1 : Number(to);
  if (to !== '' && last < first) return WHOLE;
  if (first >= sizeBytes) return { kind: 'unsatisfiable' };
  return { kind: 'part', first, last: Math.min(last, sizeBytes - 1) };
}

function decideSuffix(length: number, sizeBytes: number): RangeDecision {
  if (length === 0 || sizeBytes === 0) return { kind: 'unsatisfiable' };
  return { kind: 'part', first: Math.max(0, sizeBytes - length), last: sizeBytes - 1 };
}

/** Whether `If-Range` still names this blob; if not, the whole blob is sent. */
export function matchesIfRange(header: string | undefined, etag: string, lastModified: string): boolean {
  return header === undefined || header === etag || header === lastModified;
}
