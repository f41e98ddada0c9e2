import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A tree of mixed files. */
export interface TreePlan {
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly totalBytes: number;
}

/** Of 100 files: how many of which size. Most are small, and most of the bytes are in few large ones. */
const MIX = [
  { count: 70, bytes: 4 * 1024 },
  { count: 25, bytes: 64 * 1024 },
  { count: 5, bytes: 1024 * 1024 },
];

/** Plans about so many bytes, in directories of a hundred files. */
export function planTree(totalBytes: number): TreePlan {
  const files: { readonly path: string; readonly bytes: number }[] = [];
  let planned = 0;
  for (let folder = 0; planned < totalBytes; folder++) {
    for (const { count, bytes } of MIX) {
      for (let index = 0; index < count; index++) files.push({ path: `d${folder}/f${bytes}-${index}`, bytes });
      planned += count * bytes;
    }
  }
  return { files, totalBytes: planned };
}

/** Writes it. Half of each file compresses well, the other half does not, as programs and their data do. */
export async function writeTree(folder: string, { files }: TreePlan): Promise<void> {
  await writeFile(join(folder, 'install.sh'), '#!/bin/sh\n', { mode: 0o755 });
  for (const { path, bytes } of files) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), contentOf(path, bytes));
  }
}

function contentOf(path: string, bytes: number): Buffer {
  const half = Buffer.alloc(bytes, path);
  for (let offset = 0, block = 0; offset < bytes / 2; offset += 64, block++) {
    createHash('sha512').update(`${path} ${block}`).digest().copy(half, offset);
  }
  return half;
}
