import { Readable } from 'node:stream';
import type { BodyReceiver } from './exchange.ts';
import { CallerAbort } from './failure.ts';
import type { CallControl } from './running-call.ts';

/** A body that arrives in pieces. Read it to its end, or destroy it: until then it holds a connection. */
export interface ContentBody extends AsyncIterable<Uint8Array> {
  /** Gives the body up and frees its connection. Leaving a `for await` loop early does the same. */
  destroy(): void;
}

/** A body whose reader sets the pace: the platform is slowed down while nobody reads. */
export function createAnswerStream(control: CallControl): {
  readonly body: ContentBody;
  readonly receiver: BodyReceiver;
} {
  // A stream carries errors only, but a signal's reason may be anything: it is kept here to be thrown as it is.
  let failure: { readonly error: unknown } | undefined;
  const stream = new Readable({
    read() {
      control.flow.resume();
    },
    destroy(error, done) {
      // Once the call is over this does nothing.
      control.end(new CallerAbort(new Error('The body was given up.')));
      done(error);
    },
  });
  // A body may fail before anybody reads it: its reader learns of it then, and the process must not die of it now.
  stream.on('error', () => undefined);

  async function* readPieces(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* stream;
    } catch (error) {
      throw failure === undefined ? error : failure.error;
    }
  }

  return {
    body: {
      [Symbol.asyncIterator]: readPieces,
      destroy() {
        stream.destroy();
      },
    },
    receiver: {
      data(chunk) {
        if (!stream.push(chunk)) control.flow.pause();
      },
      end() {
        stream.push(null);
      },
      fail(error) {
        failure = { error };
        stream.destroy(error instanceof Error ? error : new Error('The call was ended.'));
      },
    },
  };
}
