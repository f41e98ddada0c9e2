import { untilAborted } from '../deadline.ts';

/** Bytes in the portions that a parser asks for, whatever chunks they arrive in. */
export interface ByteReader {
  /** The next bytes as they come, at most `maxBytes`; undefined at the end. */
  some(maxBytes: number): Promise<Uint8Array | undefined>;
  /** The next `bytes` bytes; fewer only if the source ends first. */
  exactly(bytes: number): Promise<Uint8Array>;
  /** Puts bytes back in front. */
  unread(bytes: Uint8Array): void;
}

/** Reads from `source` on demand: nothing is taken from it before it is asked for. */
export function createByteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const iterator = source[Symbol.asyncIterator]();
  let pending: Uint8Array = new Uint8Array();

  async function some(maxBytes: number): Promise<Uint8Array | undefined> {
    while (pending.length === 0) {
      const next = await iterator.next();
      if (next.done === true) return undefined;
      pending = next.value;
    }
    const taken = pending.subarray(0, maxBytes);
    pending = pending.subarray(taken.length);
    return taken;
  }

  return {
    some,
    async exactly(bytes) {
      const first = (await some(bytes)) ?? new Uint8Array();
      if (first.length === bytes) return first;
      const parts = [first];
      let missing = bytes - first.length;
      while (missing > 0) {
        const part = await some(missing);
        if (part === undefined) break;
        parts.push(part);
        missing -= part.length;
      }
      return Buffer.concat(parts);
    },
    unread(bytes) {
      pending = pending.length === 0 ? bytes : Buffer.concat([bytes, pending]);
    },
  };
}

/** The chunks of `source`, until the signal fires: then the reader gets its reason even if the source is stuck. */
export async function* abortable(
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  let ended = false;
  try {
    while (true) {
      const next = await untilAborted(iterator.next(), signal);
      if (next.done === true) {
        ended = true;
        return;
      }
      yield next.value;
    }
  } finally {
    // Not awaited: closing a source that is stuck must not hold us up.
    if (!ended) iterator.return?.().then(undefined, () => undefined);
  }
}
