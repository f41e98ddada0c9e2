import type { Dispatcher, Pool } from 'undici';
import type { MeteredDispatchOptions } from './pool.ts';
import type { AnswerHead } from './request.ts';

/**
 * How far an exchange came: waiting for a connection, sent (perhaps in part) without an answer, or being answered.
 * It decides what is known about the request when it fails.
 */
export type Phase = 'queued' | 'sent' | 'answering';

/** Takes the body of one answer: pieces, then exactly one `end` or `fail`. */
export interface BodyReceiver {
  data(chunk: Uint8Array): void;
  end(): void;
  fail(error: unknown, phase: Phase): void;
}

/** Slows the platform down. */
export interface Flow {
  pause(): void;
  resume(): void;
}

/** Takes one answer. */
export interface AnswerReceiver {
  head(head: AnswerHead, flow: Flow): BodyReceiver;
  /** The exchange ended before its head arrived. */
  fail(error: unknown, phase: Phase): void;
}

export interface Exchange {
  /** Ends the exchange at once, whatever its phase; the receiver gets the reason. Nothing is sent afterwards. */
  abort(reason: unknown): void;
}

/** Sends one request over the pool and hands its answer to the receiver. */
export function startExchange(pool: Pool, options: MeteredDispatchOptions, receiver: AnswerReceiver): Exchange {
  let phase: Phase = 'queued';
  let settled = false;
  let body: BodyReceiver | undefined;
  let controller: Dispatcher.DispatchController | undefined;

  const fail = (error: unknown): void => {
    if (settled) return;
    settled = true;
    (body ?? receiver).fail(error, phase);
  };

  pool.dispatch(options, {
    onRequestStart(started) {
      controller = started;
      if (settled) started.abort(new Error('The call had ended before its turn came.'));
      else phase = 'sent';
    },
    onResponseStart(started, status, headers) {
      if (settled || status < 200) return;
      phase = 'answering';
      body = receiver.head({ status, headers: joinHeaders(headers) }, started);
    },
    onResponseData(_controller, chunk) {
      if (!settled) body?.data(chunk);
    },
    onResponseEnd() {
      if (settled) return;
      settled = true;
      // undici frees the connection in an immediate that it is about to set. A caller who goes on before that would
      // make a second connection, which is dear where it is paid for; so the end waits behind it.
      queueMicrotask(() => {
        setImmediate(() => body?.end());
      });
    },
    onResponseError(_controller, error) {
      fail(error);
    },
  });

  return {
    abort(reason) {
      fail(reason);
      controller?.abort(new Error('The call was ended.'));
    },
  };
}

function joinHeaders(headers: Record<string, string | string[] | undefined>): ReadonlyMap<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined.set(name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value);
  }
  return joined;
}
