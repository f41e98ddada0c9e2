import { open, readFile } from 'node:fs/promises';
import { toOtauError } from '../errors.ts';

/** A file as text; the error names it. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw toOtauError(error, `reading ${path}`);
  }
}

/** Writes a file that must not exist yet. */
export async function writeNewFile(path: string, text: string, mode: number): Promise<void> {
  try {
    const file = await open(path, 'wx', mode);
    try {
      await file.writeFile(text);
      await file.sync(); // a key that is lost with the power could have signed something already
    } finally {
      await file.close();
    }
  } catch (error) {
    throw toOtauError(error, `writing ${path}`);
  }
}
