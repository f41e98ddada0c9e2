import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const ROOT = new URL('../../../', import.meta.url);

/**
 * Builds otau as it is published and resolves with the URL of its entry: loading it from source would measure the
 * memory of Node's type stripping instead.
 */
export async function buildPackage(signal: AbortSignal): Promise<string> {
  const tsc = new URL('node_modules/.bin/tsc', ROOT);
  await promisify(execFile)(tsc.pathname, ['-b', 'packages/otau'], { cwd: ROOT, signal });
  return new URL('packages/otau/dist/index.js', ROOT).href;
}
