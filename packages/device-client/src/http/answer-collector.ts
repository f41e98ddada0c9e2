import { isDeviceClientError } from '../errors.ts';
import type { BodyReceiver } from './exchange.ts';
import type { Answer, AnswerHead } from './request.ts';

/** Where a collected answer goes. */
export interface AnswerCollectorOptions {
  readonly head: AnswerHead;
  readonly maxBytes: number;
  /** The body grew beyond `maxBytes`: the call must be ended; nothing of the body is kept. */
  readonly onOverflow: () => void;
  readonly onAnswer: (answer: Answer) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Collects a bounded body. Only a 200 says something by its body alone: a 204, a 409 or a 503 whose body breaks off
 * has still said what it has to say, so it counts as an answer with an empty body.
 */
export function createAnswerCollector(options: AnswerCollectorOptions): BodyReceiver {
  const { head, maxBytes } = options;
  let chunks: Uint8Array[] = [];
  let size = 0;
  return {
    data(chunk) {
      size += chunk.length;
      if (size <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      chunks = [];
      options.onOverflow();
    },
    end() {
      options.onAnswer({ ...head, body: Buffer.concat(chunks) });
    },
    fail(error) {
      // Anything but our own error is the caller's abort: it goes out as it is.
      if (head.status === 200 || !isDeviceClientError(error)) options.onFailure(error);
      else options.onAnswer({ ...head, body: new Uint8Array() });
    },
  };
}
