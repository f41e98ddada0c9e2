import { open } from 'node:fs/promises';
import { withFile } from '../files.ts';

/** How much of a log is read. */
export interface TailOptions {
  /** Bytes from the end. Default 65536, at most 16 MB. */
  readonly maxBytes?: number;
  /** Lines from the end, within `maxBytes`. Default: all that fit. */
  readonly maxLines?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Defaults of {@link TailOptions}. */
export const TAIL_DEFAULTS: Readonly<{ maxBytes: number }> = Object.freeze({ maxBytes: 64 * 1024 });

const MOST_BYTES = 16 * 1024 * 1024;
const LINE_END = 0x0a;

/**
 * The end of a log file, byte for byte. supervisord's own `tail` fails on escape sequences, on bytes that are no UTF-8,
 * and on a cut within a character (supervisord 6): the file does not. Begins at the start of a line, unless one line
 * is longer than `maxBytes`.
 *
 * @throws SupervisorBridgeError SUPERVISOR_FILE_UNUSABLE when there is no such file.
 */
export async function tailLog(path: string, options: TailOptions = {}): Promise<Buffer> {
  const maxBytes = options.maxBytes ?? TAIL_DEFAULTS.maxBytes;
  const { maxLines = Number.POSITIVE_INFINITY, signal } = options;
  if (!(maxBytes >= 0 && maxBytes <= MOST_BYTES)) {
    throw new TypeError(`maxBytes must be from 0 to ${MOST_BYTES}, not ${maxBytes}`);
  }
  signal?.throwIfAborted();
  return withFile(`Cannot read the log ${path}`, async () => {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      // One byte more tells whether the rest starts at the start of a line.
      const from = Math.max(0, size - maxBytes - 1);
      const buffer = Buffer.alloc(Math.min(size - from, maxBytes + 1));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
      signal?.throwIfAborted();
      return lastLines(wholeLines(buffer.subarray(0, bytesRead), size > maxBytes), maxLines);
    } finally {
      await file.close();
    }
  });
}

function wholeLines(bytes: Buffer, isCut: boolean): Buffer {
  if (!isCut) return bytes;
  const end = bytes.indexOf(LINE_END);
  return end === -1 || end === bytes.length - 1 ? bytes.subarray(1) : bytes.subarray(end + 1);
}

function lastLines(bytes: Buffer, maxLines: number): Buffer {
  if (maxLines <= 0) return bytes.subarray(bytes.length);
  let at = bytes.length - 1; // the end of the last line does not count
  for (let count = 0; at > 0; count += 1) {
    at = bytes.lastIndexOf(LINE_END, at - 1);
    if (at === -1) return bytes;
    if (count + 1 >= maxLines) return bytes.subarray(at + 1);
  }
  return bytes;
}
