import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ConsoleAnswer } from './exchange.ts';
import { NOT_BUILT_PAGE } from './not-built-page.ts';

/** Where `console/build.ts` puts the bundle. From src/console and from dist/console it is the same way. */
const BUNDLE_FOLDER = join(import.meta.dirname, '..', '..', 'dist', 'console', 'browser');

/** The files of the bundle and their types. */
const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['index.html', 'text/html; charset=utf-8'],
  ['app.js', 'text/javascript; charset=utf-8'],
  ['app.css', 'text/css; charset=utf-8'],
  ['icon.svg', 'image/svg+xml'],
]);

/** Pages are told apart in the browser: all their addresses are the same document. */
const PAGE = /^\/(?:(?:devices|content|requests|faults|delivery)(?:\/.*)?)?$/;

/** The file that a path asks for; undefined if it is not one of ours. */
export function assetName(path: string): string | undefined {
  if (PAGE.test(path)) return 'index.html';
  const name = path.slice(1);
  return MEDIA_TYPES.has(name) ? name : undefined;
}

/** Answers with a file of the bundle; says how to build it if it is not there. */
export async function assetAnswer(
  name: string,
  ifNoneMatch: string | undefined,
  folder: string = BUNDLE_FOLDER,
): Promise<ConsoleAnswer> {
  const bytes = await readFileOrNothing(join(folder, name));
  if (bytes === undefined) {
    return { status: 503, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: NOT_BUILT_PAGE };
  }
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;
  // Always asked for again: a new version of the emulator must not meet the script of the old one.
  const headers = { 'Cache-Control': 'no-cache', ETag: etag };
  if (ifNoneMatch === etag) return { status: 304, headers, body: '' };
  return { status: 200, headers: { ...headers, 'Content-Type': MEDIA_TYPES.get(name) ?? '' }, body: bytes };
}

async function readFileOrNothing(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
