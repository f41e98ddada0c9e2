import { channel, type Channel } from 'node:diagnostics_channel';
import type { DeviceClientErrorCode, Outcome } from './errors.ts';
import type { Operation } from './http/request.ts';

/** Published on `device-client:request:start`. Contains no CIK and no value. */
export interface RequestStarted {
  readonly operation: Operation;
  /** The traffic label of the usage report (gwe D63), e.g. `write:temperature`. */
  readonly source: string;
  readonly method: string;
  readonly origin: string;
  readonly requestBodyBytes: number;
}

/** Published on `device-client:request:end`, once for every start. For a download: when its body has ended. */
export interface RequestEnded extends RequestStarted {
  readonly durationMs: number;
  readonly answerBodyBytes: number;
  /** Bytes on the TCP connection for this request, TLS and handshakes included. */
  readonly wireSentBytes: number;
  readonly wireReceivedBytes: number;
  /** The address of this machine on that connection; missing if none was made. */
  readonly localAddress?: string;
  /** Missing if there was no answer. */
  readonly status?: number;
  /** The answer's `Date`, in milliseconds since the epoch, if it had one: the platform's clock. */
  readonly platformTimeMs?: number;
  /** Why there was no whole answer; `ABORTED` if the caller ended the call. A refusal is told by its status. */
  readonly code?: DeviceClientErrorCode | 'ABORTED';
  readonly outcome?: Outcome;
}

export const REQUEST_START: Channel = channel('device-client:request:start');
export const REQUEST_END: Channel = channel('device-client:request:end');

/** Published on `device-client:call:retry` by `retry` and `watch` before they wait. */
export interface CallRetried {
  /** How many calls have failed in a row. */
  readonly attempts: number;
  readonly delayMs: number;
  readonly code: DeviceClientErrorCode;
}

export const CALL_RETRY: Channel = channel('device-client:call:retry');

/** Published on `device-client:usage:failed`: accounts could not be read or written. Requests go on. */
export interface UsageFailed {
  readonly path: string;
  readonly error: unknown;
}

/** Published on `device-client:usage:reset`: a damaged file of accounts was set aside and begun afresh. */
export interface UsageReset {
  readonly path: string;
  readonly setAside: string;
  readonly error: unknown;
}

export const USAGE_FAILED: Channel = channel('device-client:usage:failed');
export const USAGE_RESET: Channel = channel('device-client:usage:reset');
