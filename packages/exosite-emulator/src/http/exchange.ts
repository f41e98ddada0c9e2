import { STATUS_CODES, type IncomingHttpHeaders } from 'node:http';
import { type Platform } from '../platform.ts';
import { type StoredDevice } from '../store/device-store.ts';
import { type DeviceIdentity } from '../identity.ts';
import { type ClientCertificate } from './peer.ts';

/** A request with its whole body. */
export interface Request {
  readonly method: string;
  /** Path without the query, as sent. */
  readonly path: string;
  /** The raw query, empty if there is none. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  /** Address of this machine that the client has reached. */
  readonly localAddress: string;
  /** What the client showed in its TLS handshake. */
  readonly certificate: ClientCertificate | undefined;
  /** Aborts when the client has gone or the emulator goes offline. */
  readonly signal: AbortSignal;
}

/** What to answer. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Why it was refused: for the request log, not for the wire. */
  readonly note?: string;
  /** Who asked, where the route found out by itself. */
  readonly device?: DeviceIdentity;
}

/** What a route gets. */
export interface Call {
  readonly platform: Platform;
  readonly request: Request;
  /** Decoded `:name` segments of the route's path. */
  readonly params: Readonly<Record<string, string>>;
}

/** What a route that needs a CIK gets. */
export interface DeviceCall extends Call {
  readonly device: StoredDevice;
}

/** Media types of the answers (exosite 1.3, 2.6, 3.2). */
export const MEDIA: {
  readonly form: { readonly 'Content-Type': string };
  readonly text: { readonly 'Content-Type': string };
  readonly csv: { readonly 'Content-Type': string };
  readonly json: { readonly 'Content-Type': string };
} = Object.freeze({
  form: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
  text: { 'Content-Type': 'text/plain; charset=utf-8' },
  csv: { 'Content-Type': 'text/csv; charset=utf-8' },
  json: { 'Content-Type': 'application/json; charset=utf-8' },
});

/** An answer that refuses; the reason goes to the request log. */
export function refuse(status: number, note: string): Answer {
  return { status, note };
}

/** `/provision/*` repeats the status line and CR LF in the body of a 4xx (exosite 1.4). */
export function withErrorBody(path: string, answer: Answer): Answer {
  const { status, body } = answer;
  if (!path.startsWith('/provision/') || status < 400 || status > 499 || body !== undefined) return answer;
  const reason = STATUS_CODES[status] ?? '';
  return { ...answer, headers: { ...MEDIA.text, ...answer.headers }, body: `HTTP/1.1 ${status} ${reason}\r\n` };
}

/** A list with one entry per line; lines end CR LF (exosite 3.2). */
export function csvLines(lines: readonly string[]): Answer {
  return { status: 200, headers: MEDIA.csv, body: lines.map((line) => `${line}\r\n`).join('') };
}
