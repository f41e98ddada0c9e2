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
  | 'downloadContent'
  | ManagementOperation;

/** The operations of `./management`. */
export type ManagementOperation =
  | 'listSerials'
  | 'addSerials'
  | 'removeSerials'
  | 'serialStatus'
  | 'changeSerial'
  | 'listGroups'
  | 'createContent'
  | 'uploadContent'
  | 'removeContent'
  | 'writeResource'
  | 'callProcedures';

/** One request, before any HTTP library sees it. */
export interface DeviceRequest {
  readonly operation: Operation;
  /** What the request is about, as the usage report labels traffic (gwe D63), e.g. `write:temperature`. */
  readonly source: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path and query, encoded. */
  readonly path: string;
  readonly cik?: string;
  /** The TLS client certificate stands in for a CIK. */
  readonly byCertificate?: true;
  readonly headers?: Readonly<Record<string, string>>;
  /** A form body, encoded. */
  readonly form?: string;
  /** Any other body. */
  readonly upload?: Upload;
  /** The statuses that this operation understands; any other becomes an error. */
  readonly accepts: readonly number[];
}

/** A body that is no form. */
export interface Upload {
  readonly contentType: string;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
  /** Bytes of the body. A stream without it goes out in chunks (`Transfer-Encoding: chunked`). */
  readonly sizeBytes?: number;
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

/** The headers of a request as they go out, after those that all requests of the client have. */
export function formatHeaders(
  { cik, form, upload, headers }: DeviceRequest,
  common: Readonly<Record<string, string>>,
): Record<string, string> {
  const formatted: Record<string, string> = { ...common };
  if (cik !== undefined) formatted['X-Exosite-CIK'] = cik;
  if (form !== undefined) formatted['Content-Type'] = FORM_MEDIA_TYPE;
  if (upload !== undefined) formatted['Content-Type'] = upload.contentType;
  if (upload?.sizeBytes !== undefined) formatted['Content-Length'] = String(upload.sizeBytes);
  return headers === undefined ? formatted : Object.assign(formatted, headers);
}
