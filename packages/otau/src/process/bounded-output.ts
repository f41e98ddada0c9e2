/** Keeps the beginning and the end of an output of any length (otau 3.5). */
export interface BoundedOutput {
  push(chunk: Uint8Array): void;
  text(): string;
}

/** A quarter of `maxBytes` is for the beginning, where scripts say what they do; the rest for the end. */
export function createBoundedOutput(maxBytes: number): BoundedOutput {
  const headBytes = Math.floor(maxBytes / 4);
  const tailBytes = maxBytes - headBytes;
  const head: Uint8Array[] = [];
  let headMissing = headBytes;
  let tail: Uint8Array[] = [];
  let tailLength = 0;
  let dropped = 0;

  function trim(): void {
    const all = Buffer.concat(tail);
    const kept = all.subarray(Math.max(0, all.length - tailBytes));
    dropped += all.length - kept.length;
    tail = [Buffer.from(kept)];
    tailLength = kept.length;
  }

  return {
    push(chunk) {
      const first = chunk.subarray(0, headMissing);
      if (first.length > 0) head.push(first);
      headMissing -= first.length;
      const rest = chunk.subarray(first.length);
      if (rest.length === 0) return;
      tail.push(rest);
      tailLength += rest.length;
      if (tailLength > 2 * tailBytes) trim();
    },
    text() {
      trim();
      const begin = Buffer.concat(head);
      const end = Buffer.concat(tail);
      if (dropped === 0) return Buffer.concat([begin, end]).toString();
      return `${begin.toString()}\n[… ${dropped} bytes left out …]\n${end.toString()}`;
    },
  };
}
