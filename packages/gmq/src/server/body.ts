import type { IncomingMessage } from 'node:http';

/** Bounds of request bodies. */
export interface BodyLimits {
  /** Of one body, in bytes. */
  readonly maxBodyBytes: number;
  /** Of all bodies held at a time, in bytes. */
  readonly maxHeldBytes: number;
}

/** A body, or why there is none. */
type BodyResult =
  | { readonly kind: 'body'; readonly bytes: Buffer }
  /** Longer than a body may be. */
  | { readonly kind: 'tooLarge' }
  /** Too much is being held for other requests. */
  | { readonly kind: 'busy' }
  /** The client went away in the middle of it: nothing may be stored. */
  | { readonly kind: 'gone' };

/** Reads bodies within the bounds. */
export interface BodyReader {
  read(request: IncomingMessage): Promise<BodyResult>;
  /** Says that a body that was read is no longer held. */
  release(bytes: Buffer): void;
}

/** A reader that counts what all requests together hold in memory. */
export function createBodyReader(limits: BodyLimits): BodyReader {
  let held = 0;

  function read(request: IncomingMessage): Promise<BodyResult> {
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const finish = (result: BodyResult): void => {
        if (result.kind !== 'body') {
          held -= length;
          length = 0;
          request.off('data', take);
        }
        request.off('end', end).off('close', gone).off('error', gone);
        // A socket that breaks later must not become an unhandled error.
        request.on('error', () => undefined);
        resolve(result);
      };
      const take = (chunk: Buffer): void => {
        length += chunk.length;
        held += chunk.length;
        if (length > limits.maxBodyBytes) finish({ kind: 'tooLarge' });
        else if (held > limits.maxHeldBytes) finish({ kind: 'busy' });
        else chunks.push(chunk);
      };
      const end = (): void => {
        const [only] = chunks;
        finish({ kind: 'body', bytes: chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks) });
      };
      const gone = (): void => {
        finish({ kind: 'gone' });
      };
      request.on('data', take).on('end', end).on('close', gone).on('error', gone);
    });
  }

  return {
    read,
    release(bytes) {
      held -= bytes.length;
    },
  };
}
