import { mkdtemp, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Replaces a file by one that is whole at any moment, readable by its owner alone: power loss once left such files
 * empty (gwe B38, N7).
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const folder = dirname(path);
  const staging = await mkdtemp(join(folder, '.cfg-'));
  try {
    const staged = join(staging, 'new');
    const file = await open(staged, 'wx', 0o600);
    try {
      await file.writeFile(text);
      // This sync makes the content durable before the name points to it.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(staged, path);
    const directory = await open(folder, 'r');
    try {
      // And this one makes the name durable.
      await directory.sync();
    } finally {
      await directory.close();
    }
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
