import { type FileHandle, open } from 'node:fs/promises';
import { type Clock, systemClock } from '../clock.ts';
import { systemCode, withFile } from '../files.ts';

/** How a log is followed. */
export interface FollowOptions {
  /** `end`: only what comes from now on; `start`: all that is in the file first. Default `end`. */
  readonly from?: 'start' | 'end';
  /** Milliseconds between two looks at a log that has nothing new. Default 500. */
  readonly pollMs?: number;
  readonly clock?: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** Defaults of {@link FollowOptions}. */
export const FOLLOW_DEFAULTS: Readonly<{ from: 'start' | 'end'; pollMs: number }> = Object.freeze({
  from: 'end',
  pollMs: 500,
});

const CHUNK_BYTES = 64 * 1024;

/**
 * What is appended to a log file, byte for byte, for as long as it is iterated. When supervisord rotates the log, the
 * old file is read to its end and then the new one from its start; a file that was cut short is read from its start
 * (supervisord 6). A log that does not exist yet, or not for a moment, is waited for. Two rotations between two looks
 * lose what was in the file between them.
 *
 * Ends by `return` of the iterator (`break` in a loop) or rejects with `signal.reason`.
 */
export async function* followLog(path: string, options: FollowOptions = {}): AsyncGenerator<Buffer, void, undefined> {
  const { clock = systemClock, signal, pollMs = FOLLOW_DEFAULTS.pollMs } = options;
  let file = await openLog(path);
  let at = (options.from ?? FOLLOW_DEFAULTS.from) === 'end' && file !== undefined ? (await file.stat()).size : 0;
  try {
    for (;;) {
      signal?.throwIfAborted();
      // Asked before reading: what the old file got until then is read before the new one is opened.
      const next = file === undefined ? await openLog(path) : await openSuccessor(path, file);
      if (file !== undefined) {
        if ((await file.stat()).size < at) at = 0;
        for (let bytes = await readAt(file, at); bytes.length > 0; bytes = await readAt(file, at)) {
          at += bytes.length;
          yield bytes;
        }
      }
      if (next === undefined) {
        await clock.sleep(pollMs, { signal });
      } else {
        await file?.close();
        file = next;
        at = 0;
      }
    }
  } finally {
    await file?.close();
  }
}

/** The file that is now at `path`; undefined while there is none. */
async function openLog(path: string): Promise<FileHandle | undefined> {
  return withFile(`Cannot follow the log ${path}`, async () => {
    try {
      return await open(path, 'r');
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  });
}

/** The file at `path` where it is another one than before. */
async function openSuccessor(path: string, file: FileHandle): Promise<FileHandle | undefined> {
  const next = await openLog(path);
  if (next === undefined) return undefined;
  const [old, now] = [await file.stat(), await next.stat()];
  if (old.ino !== now.ino || old.dev !== now.dev) return next;
  await next.close();
  return undefined;
}

async function readAt(file: FileHandle, at: number): Promise<Buffer> {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
  return buffer.subarray(0, bytesRead);
}
