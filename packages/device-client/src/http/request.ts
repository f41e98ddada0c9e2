/** What is being done, in the words of the public API. */
export type Operation =
  | 'activate'
  | 'timestamp'
  | 'write'
  | 'read'
  | 'writeRead'
  | 'record'
  | 'poll'
  | 'listContent'
  | 'contentInfo'
  | 'downloadContent';

/** One request, before any HTTP library sees it. */
export interface DeviceRequest {
  readonly operation: Operation;
  /** What the request is about, as the usage report labels traffic (gwe D63), e.g. `write:temperature`. */
  readonly source: string;
  readonly method: 'GET' | 'POST';
  /** Path and query, encoded. */
  readonly path: string;
  readonly cik?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A form body, encoded. */
  readonly form?: string;
  /** The statuses that this operation understands; any other becomes an error. */
  readonly accepts: readonly number[];
}

/** Limits of one call. */
export interface CallOptions {
  /** Ends the call; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Overrides the client's `timeoutMs` for this call. */
  readonly timeoutMs?: number;
}

/** Status and headers of an answer; header names in lower case, repeated headers joined by a comma. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
}

/** An answer that was read to its end. */
export interface Answer extends AnswerHead {
  readonly body: Uint8Array;
}

export const FORM_MEDIA_TYPE = 'application/x-www-form-urlencoded; charset=utf-8';

/** The headers of a request as they go out. */
export function formatHeaders(request: DeviceRequest, userAgent: string): Record<string, string> {
  return {
    'User-Agent': userAgent,
    ...(request.cik === undefined ? {} : { 'X-Exosite-CIK': request.cik }),
    ...(request.form === undefined ? {} : { 'Content-Type': FORM_MEDIA_TYPE }),
    ...request.headers,
  };
}
