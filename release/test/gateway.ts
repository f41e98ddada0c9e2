import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { onTestFinished } from 'vitest';

const run = promisify(execFile);

/** A folder of its own for the test that asks, short enough for the path of a socket. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rel-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A gateway as the release package leaves it: nothing but its root folder, and the Node of this machine. */
export interface ReleasedGateway {
  readonly root: string;
  /** What its programs are started with. */
  readonly environment: Readonly<Record<string, string>>;
  /** Unpacks a release and runs its install.sh; resolves with what that printed. */
  install(tarball: string): Promise<string>;
  /** Runs one of its commands; resolves with stdout. */
  tool(name: string, ...args: readonly string[]): Promise<string>;
  readText(path: string): Promise<string>;
}

export async function createReleasedGateway(): Promise<ReleasedGateway> {
  const root = await temporaryFolder();
  const environment = { GWE_ROOT: root, GWE_NODE: process.execPath, PATH: '/usr/local/bin:/usr/bin:/bin' };
  return {
    root,
    environment,
    async install(tarball) {
      const folder = await temporaryFolder();
      await run('tar', ['xzf', tarball, '-C', folder]);
      const { stdout } = await run(join(folder, 'gateway-engine/install.sh'), { env: environment });
      return stdout;
    },
    async tool(name, ...args) {
      const { stdout } = await run(join(root, 'usr/local/bin', name), args, { env: environment });
      return stdout;
    },
    readText: (path) => readFile(join(root, path), 'utf8'),
  };
}
