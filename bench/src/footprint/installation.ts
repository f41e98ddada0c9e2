import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const RELEASE = join(import.meta.dirname, '../../../release/src/main.ts');
const VERSION = '1.0.0';

/** A gateway's root folder as the release package leaves it. */
export interface Installation {
  readonly root: string;
  /** What its programs are started with. */
  readonly env: NodeJS.ProcessEnv;
  readonly bundle: string;
  readonly launcher: string;
  readonly bundleBytes: number;
  /** All that the installation wrote but what Node keeps compiled. */
  readonly installedBytes: number;
  /** The compiled form that Node keeps beside it, after the first starts. */
  readonly cacheBytes: number;
}

/** Builds the release, unpacks it and runs its install.sh, as a gateway does. */
export async function installRelease(folder: string, signal: AbortSignal): Promise<Installation> {
  const root = join(folder, 'root');
  const prefix = join(root, 'usr/lib/gateway-engine');
  const cache = join(root, 'var/cache/gateway-engine');
  const env = { PATH: process.env['PATH'], GWE_ROOT: root, GWE_NODE: process.execPath, NODE_COMPILE_CACHE: cache };
  const { stdout } = await run(process.execPath, [RELEASE, '--version', VERSION, '--out', folder], { signal });
  await run('tar', ['xzf', stdout.trim(), '-C', folder], { signal });
  await run(join(folder, 'gateway-engine/install.sh'), { env, signal });
  const bundle = join(prefix, VERSION, 'gateway-engine.mjs');
  const cacheBytes = await sizeOf(cache);
  return {
    root,
    env,
    bundle,
    launcher: join(prefix, 'launch.sh'),
    bundleBytes: (await stat(bundle)).size,
    installedBytes: (await sizeOf(root)) - cacheBytes,
    cacheBytes,
  };
}

/** Bytes of all files below a folder; links count nothing. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
