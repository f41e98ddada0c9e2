import { readFile, statfs } from 'node:fs/promises';
import { hostname, machine, networkInterfaces, release, type as systemType, version } from 'node:os';

import { collectMachineFacts, type MachineFacts } from './machine.ts';
import { formatFree, parseMeminfo } from './memory.ts';
import { formatDf, type Mount, type MountUsage, parseMounts } from './mounts.ts';

/** What `device_info` says: texts as people know them from the commands of these names (gwe 53), and more keys. */
export interface DeviceInfo extends MachineFacts {
  readonly uname: string;
  readonly df: string;
  readonly free: string;
  /** `eth0 192.168.1.7, wlan0 10.0.0.3`: shown as it stands. */
  readonly ipaddrs: string;
  /** Version of the engine. */
  readonly engine: string;
  /** Version of Node. */
  readonly node: string;
}

/**
 * Collects `device_info` from `/proc` and `statfs`; no process is spawned.
 *
 * @param nowMs the machine's time in milliseconds since the epoch
 */
export async function collectDeviceInfo(engineVersion: string, nowMs: number): Promise<DeviceInfo> {
  return {
    uname: [systemType(), hostname(), release(), version(), machine()].join(' '),
    df: formatDf(await measureMounts(parseMounts(await readProc('mounts')))),
    free: formatFree(parseMeminfo(await readProc('meminfo'))),
    ipaddrs: formatAddresses(networkInterfaces()),
    engine: engineVersion,
    node: process.versions.node,
    ...(await collectMachineFacts(nowMs)),
  };
}

/** The addresses by which one could reach this machine: loopback and link-local ones left out. */
export function formatAddresses(interfaces: NodeJS.Dict<readonly NetworkAddress[]>): string {
  return Object.entries(interfaces)
    .flatMap(([name, addresses = []]) =>
      addresses
        .filter(({ internal, address }) => !internal && !address.toLowerCase().startsWith('fe80:'))
        .map(({ address }) => `${name} ${address}`),
    )
    .join(', ');
}

interface NetworkAddress {
  readonly address: string;
  readonly internal: boolean;
}

async function measureMounts(mounts: readonly Mount[]): Promise<readonly MountUsage[]> {
  const measured = await Promise.all(mounts.map(measureMount));
  return measured.filter((usage) => usage !== undefined);
}

async function measureMount(mount: Mount): Promise<MountUsage | undefined> {
  try {
    const { bsize, blocks, bfree, bavail } = await statfs(mount.mountPoint);
    const kib = (count: number): number => Math.round((count * bsize) / 1024);
    return { ...mount, totalKiB: kib(blocks), usedKiB: kib(blocks - bfree), availableKiB: kib(bavail) };
  } catch {
    // A place that this user may not see, or that was unmounted meanwhile, is not worth a failed report.
    return undefined;
  }
}

async function readProc(name: string): Promise<string> {
  try {
    return await readFile(`/proc/${name}`, 'utf8');
  } catch {
    // Not Linux: the table stays empty, the rest of the report is still worth sending.
    return '';
  }
}
