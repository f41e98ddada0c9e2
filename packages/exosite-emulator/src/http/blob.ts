import { type StoredContent } from '../store/content-store.ts';
import { decideRange, matchesIfRange } from '../wire/range.ts';
import { formatHttpDate } from '../wire/time.ts';
import { refuse, type Answer, type Request } from './exchange.ts';

/** A blob, whole or the part that `Range` asks for (exosite 3.4). */
export function blobAnswer(request: Request, content: StoredContent, bytes: Uint8Array): Answer {
  const lastModified = formatHttpDate(content.updatedAt);
  const ifRange = request.headers['if-range'];
  const isSame = matchesIfRange(Array.isArray(ifRange) ? ifRange[0] : ifRange, content.etag, lastModified);
  const range = decideRange(isSame ? request.headers.range : undefined, bytes.length);
  const headers = {
    'Content-Type': content.contentType,
    'Accept-Ranges': 'bytes',
    ETag: content.etag,
    'Last-Modified': lastModified,
  };
  if (range.kind === 'whole') return { status: 200, headers, body: bytes };
  if (range.kind === 'unsatisfiable') {
    return {
      ...refuse(416, 'the range lies behind the end'),
      headers: { 'Content-Range': `bytes */${bytes.length}` },
    };
  }
  return {
    status: 206,
    headers: { ...headers, 'Content-Range': `bytes ${range.first}-${range.last}/${bytes.length}` },
    body: bytes.subarray(range.first, range.last + 1),
  };
}
