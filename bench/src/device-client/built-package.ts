import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const ROOT = new URL('../../../', import.meta.url);

/**
 * Builds the client as it is published and resolves with the URL of its entry. Loading it from source would measure
 * Node's type stripping instead.
 */
export async function buildPackage(signal: AbortSignal): Promise<string> {
  const tsc = new URL('node_modules/.bin/tsc', ROOT);
  await promisify(execFile)(tsc.pathname, ['-b', 'packages/device-client'], { cwd: ROOT, signal });
  return new URL('packages/device-client/dist/index.js', ROOT).href;
}
