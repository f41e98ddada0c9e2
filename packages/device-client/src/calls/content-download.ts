import type { ContentBody } from '../http/answer-stream.ts';
import type { CallOptions, DeviceRequest } from '../http/request.ts';
import type { OpenAnswer, Transport } from '../http/transport.ts';
import type { Credential, Product } from '../identity.ts';
import { formatContentRequest } from './content.ts';
import { downloadResumed } from './resumed-download.ts';
import type { RetryOptions } from '../retry/retry.ts';
import type { ContentDownload } from './content-body.ts';
import { parseContentRange, type ContentRange } from './content-range.ts';

/** What to download, and from where on. */
export interface DownloadOptions extends CallOptions {
  /** Needed by One Platform and Murano 1, not by Murano 2. */
  readonly product?: Product;
  /** The first byte wanted, counted from 0: to go on with a broken download. */
  readonly rangeStart?: number;
  /** An `etag` or `lastModified` of the broken download: if the content has changed since, all of it is sent. */
  readonly ifRange?: string;
  /**
   * Go on by itself after a cut, from the byte where it was cut: how often and how long to try without a new byte. If
   * the content changes meanwhile, the body rejects with DEVICE_CLIENT_CHANGED.
   */
  readonly resume?: Omit<RetryOptions, 'signal' | 'idempotent'>;
}

/** Opens one piece of content (exosite 3.4). */
export async function downloadContent(
  transport: Transport,
  cik: Credential,
  id: string,
  options: DownloadOptions = {},
): Promise<ContentDownload> {
  const { rangeStart = 0, ifRange, resume, signal } = options;
  if (!Number.isSafeInteger(rangeStart) || rangeStart < 0) {
    throw new TypeError(`rangeStart is a whole number of bytes, 0 or more; found ${rangeStart}.`);
  }
  const open = (from: number, validator: string | undefined): Promise<ContentDownload> =>
    openContent(transport, cik, id, options, from, validator);
  if (resume === undefined) return open(rangeStart, ifRange);
  return downloadResumed(open, rangeStart, ifRange, { ...resume, ...(signal === undefined ? {} : { signal }) });
}

async function openContent(
  transport: Transport,
  cik: Credential,
  id: string,
  options: DownloadOptions,
  rangeStart: number,
  ifRange: string | undefined,
): Promise<ContentDownload> {
  const { product } = options;
  const request: DeviceRequest = {
    ...formatContentRequest('downloadContent', cik, [['id', id]], product),
    headers: formatRangeHeaders(rangeStart, ifRange),
    accepts: [200, 206],
  };
  const answer = await transport.open(request, options);
  const range = parseContentRange(answer.headers.get('content-range'));
  const isPart = rangeStart > 0 && range?.start === rangeStart;
  // Some platforms send a part with status 200 (exosite 3.4): the range decides, not the status.
  if (!isPart && (answer.status === 206 || range !== undefined) && range?.start !== 0) {
    answer.body.destroy();
    throw transport.nonsense(request, `another part than the one from byte ${rangeStart} on`, answer);
  }
  return describeDownload(answer, isPart ? 206 : 200, range, (found) => transport.truncation(request, found));
}

function formatRangeHeaders(rangeStart: number, ifRange: string | undefined): Record<string, string> {
  if (rangeStart === 0) return {};
  if (ifRange === undefined) return { Range: `bytes=${rangeStart}-` };
  if (!/^[\x20-\x7e]+$/.test(ifRange)) throw new TypeError('ifRange must be printable ASCII text and not empty.');
  return { Range: `bytes=${rangeStart}-`, 'If-Range': ifRange };
}

function describeDownload(
  answer: OpenAnswer,
  status: 200 | 206,
  range: ContentRange | undefined,
  createError: (found: string) => Error,
): ContentDownload {
  const contentType = answer.headers.get('content-type');
  const etag = answer.headers.get('etag');
  const lastModified = answer.headers.get('last-modified');
  const sizeBytes = range === undefined ? parseSize(answer.headers.get('content-length')) : range.end - range.start + 1;
  const totalBytes = range === undefined ? sizeBytes : range.total;
  return {
    status,
    ...(contentType === undefined ? {} : { contentType }),
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(totalBytes === undefined ? {} : { totalBytes }),
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
    body: sizeBytes === undefined ? answer.body : measure(answer.body, sizeBytes, createError),
  };
}

function parseSize(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

/** Holds the body to the size that its head announced. */
function measure(body: ContentBody, sizeBytes: number, createError: (found: string) => Error): ContentBody {
  async function* readMeasured(): AsyncGenerator<Uint8Array, void, undefined> {
    let received = 0;
    for await (const chunk of body) {
      received += chunk.length;
      if (received > sizeBytes) break;
      yield chunk;
    }
    if (received === sizeBytes) return;
    throw createError(`${received > sizeBytes ? 'more than' : `only ${received} of`} the ${sizeBytes} bytes announced`);
  }
  return {
    [Symbol.asyncIterator]: readMeasured,
    destroy() {
      body.destroy();
    },
  };
}
