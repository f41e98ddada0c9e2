import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a folder holds. */
export interface Size {
  readonly files: number;
  readonly bytes: number;
}

/** Five small apps, two versions each, their journals: far less than this. What grows with time goes beyond. */
const MOST: Size = { files: 150, bytes: 1_000_000 };
/** A sign of life of every day kept by mistake would be more. */
export const MOST_HEAP_GROWTH_BYTES = 16 * 1024 * 1024;

/** Counts the files below a folder. */
export async function measureFolder(folder: string): Promise<Size> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  let bytes = 0;
  const files = entries.filter((entry) => entry.isFile());
  for (const file of files) bytes += (await stat(join(file.parentPath, file.name))).size;
  return { files: files.length, bytes };
}

/** Why this is more than a gateway needs, or undefined. */
export function explainGrowth({ files, bytes }: Size): string | undefined {
  if (files <= MOST.files && bytes <= MOST.bytes) return undefined;
  return `the gateway's folder has grown to ${files} files of ${bytes} bytes`;
}

/** Bytes in use of the heap when all that can go has gone. */
export function measureHeap(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  return process.memoryUsage().heapUsed;
}
