import { type IncomingMessage } from 'node:http';

/** The whole body; `tooLarge` once it is over the limit and has been read to its end; `gone` if the client left. */
export type BodyResult = Uint8Array | 'tooLarge' | 'gone';

/** How much of a refused body is still read, so that the client gets to see its 413. */
const DISCARD_FACTOR = 4;

/** Reads a body of at most `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<BodyResult> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      if (!(chunk instanceof Uint8Array)) return 'gone';
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (length > maxBytes * DISCARD_FACTOR) return 'tooLarge';
    }
  } catch {
    return 'gone';
  }
  return length > maxBytes ? 'tooLarge' : Buffer.concat(chunks);
}
