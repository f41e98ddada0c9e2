import type { ContentBody } from '../http/answer-stream.ts';

/** A download whose head has arrived. */
export interface ContentDownload {
  /** 206: the body begins at `rangeStart`. 200: it begins at byte 0, whatever was asked for. */
  readonly status: 200 | 206;
  readonly contentType?: string;
  /** Bytes in this body, if the platform says so. */
  readonly sizeBytes?: number;
  /** Bytes of the whole content, if the platform says so. */
  readonly totalBytes?: number;
  readonly etag?: string;
  readonly lastModified?: string;
  /** Must be read to its end or destroyed. Rejects with DEVICE_CLIENT_TRUNCATED if it ends before `sizeBytes`. */
  readonly body: ContentBody;
}
