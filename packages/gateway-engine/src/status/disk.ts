import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Room on the disk of one folder. */
export interface DiskRoom {
  /** The folder that was measured. */
  readonly path: string;
  readonly availableBytes: number;
  readonly totalBytes: number;
}

/** Measures the folder, or the nearest one above that is there: a gateway that never ran has none of its own yet. */
export async function measureDisk(path: string): Promise<DiskRoom> {
  try {
    const { bsize, blocks, bavail } = await statfs(path);
    return { path, availableBytes: bsize * bavail, totalBytes: bsize * blocks };
  } catch (error) {
    if (path === dirname(path)) throw error;
    return measureDisk(dirname(path));
  }
}
