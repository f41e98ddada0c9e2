import type { Operation } from './request.ts';

/** A request that wants to go out. */
export interface IntendedRequest {
  readonly operation: Operation;
  /** The traffic label of the usage report (gwe D63), e.g. `write:temperature`. */
  readonly source: string;
}

/** What one request cost. */
export interface RequestUsage extends IntendedRequest {
  /** The platform's URL. */
  readonly origin: string;
  /** Bytes on the TCP connection, TLS and handshakes included. */
  readonly sentBytes: number;
  readonly receivedBytes: number;
  readonly durationMs: number;
  /** The address of this machine on that connection; missing if none was made. */
  readonly localAddress?: string;
}

/** Keeps accounts of requests. Neither function may throw or take long. */
export interface UsageRecorder {
  /** Asked before anything is sent: how long to wait, in milliseconds, and why; undefined lets the request go. */
  admit(request: IntendedRequest): { readonly retryAfterMs: number; readonly reason: string } | undefined;
  /** Told when a request has ended, also a failed one. */
  record(usage: RequestUsage): void;
}
