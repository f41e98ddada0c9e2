import { access, constants } from 'node:fs/promises';

import type { GatewayPaths } from '../paths.ts';
import { measureDisk } from '../status/disk.ts';
import { formatBytes } from '../status/format-status.ts';
import { failure, type Finding, look, ok, warning } from './finding.ts';

/** Below this, no update has room. */
const MIN_FREE_BYTES = 16 * 1024 * 1024;
const MIN_NODE = [22, 19] as const;

/** Is Node new enough, is there room on the disk, may the engine write its state? */
export async function lookAtMachine(paths: GatewayPaths, nodeVersion: string): Promise<readonly Finding[]> {
  return [
    judgeNode(nodeVersion),
    ...(await look('state', async () => {
      const { path, availableBytes } = await measureDisk(paths.stateDir);
      await access(path, constants.W_OK);
      return [ok('state', paths.stateDir), judgeDisk(availableBytes, path)];
    })),
  ];
}

function judgeNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1]);
  return isEnough
    ? ok('node', version)
    : failure('node', `${version} is too old`, `install Node ${MIN_NODE.join('.')} or newer`);
}

/** Exported for its bounds: how much room is enough. */
export function judgeDisk(freeBytes: number, path: string): Finding {
  const found = `${formatBytes(freeBytes)} free on ${path}`;
  if (freeBytes >= MIN_FREE_BYTES) return ok('disk', found);
  const advice = 'remove what is not needed: logs, old packages (gwe apps, gwe uninstall NAME)';
  return freeBytes === 0 ? failure('disk', found, advice) : warning('disk', found, advice);
}
