import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { isGmqError, type GmqErrorCode } from '../errors.ts';

/** What a request is answered with. */
export interface Answer {
  readonly status: number;
  readonly body?: string;
  /** Sent instead of the body, one after the other as the client takes them. */
  readonly lines?: AsyncIterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Done, nothing to say: the platform has it, or the disk has it (gwe K133). */
export const DONE: Answer = Object.freeze({ status: 204 });

/** A refusal in words, for whoever calls by hand. */
export function refuse(status: number, reason: string): Answer {
  return { status, body: `${reason}\n`, headers: { 'Content-Type': 'text/plain; charset=utf-8' } };
}

/** An answer without a body: some clients take any body for data (gwe K149). */
export function refuseSilently(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers };
}

const STATUS: Partial<Record<GmqErrorCode, number>> = {
  GMQ_REJECTED: 400,
  GMQ_TOO_LARGE: 413,
  GMQ_BAD_CONFIG: 400,
};

const DEFAULT_RETRY_AFTER_MS = 1000;

/** The answer for a request that failed. What is not acknowledged by a 204 was not taken. */
export function answerFailure(error: unknown): Answer {
  if (error instanceof TypeError) return refuse(400, error.message);
  if (!isGmqError(error)) return refuse(500, 'The request failed for a reason gmq does not know. Nothing was taken.');
  const status = STATUS[error.code];
  if (status !== undefined) return refuse(status, error.message);
  const seconds = Math.max(1, Math.ceil((error.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS) / 1000));
  const refusal = refuse(503, error.message);
  return { ...refusal, headers: { ...refusal.headers, 'Retry-After': String(seconds) } };
}

/** Sends an answer, head and body in one piece (exosite 1.5). `close` ends the connection after it. */
export function send(response: ServerResponse, answer: Answer, close: boolean): void {
  if (answer.lines !== undefined) {
    response.writeHead(answer.status, answer.headers);
    // A client that goes away, or a queue that stops in the middle, ends the connection: the end is then missing.
    pipeline(answer.lines, response).catch(() => response.destroy());
    return;
  }
  const body = answer.body ?? '';
  response.writeHead(answer.status, {
    ...answer.headers,
    'Content-Length': Buffer.byteLength(body),
    ...(close ? { Connection: 'close' } : {}),
  });
  response.end(body);
}
