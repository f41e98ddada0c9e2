import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Everything below a folder, one line each, sorted: type, mode, path, and content or target. */
export async function describeTree(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    const stats = await lstat(path);
    if (stats.isDirectory()) found.push(`directory ${name}`);
    else if (stats.isSymbolicLink()) found.push(`link ${name} -> ${await readlink(path)}`);
    else if (!stats.isFile()) found.push(`something else ${name}`);
    else found.push(`file ${(stats.mode & 0o7777).toString(8)} ${name} ${(await readFile(path)).toString('base64')}`);
  }
  return found.sort();
}
