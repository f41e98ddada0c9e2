import { closeSync, fsyncSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mountPowerCutFs } from '../../../faults/src/power-cut-fs/power-cut-fs.ts';
import { createTexts, type Peer, type Station } from './peer.ts';

/** How many messages were acknowledged before the blow, and how many of them were there after it. */
export interface Survival {
  readonly acknowledged: number;
  readonly survived: number;
  /** Why it did not come up again, if it did not. */
  readonly trouble?: string;
}

/** Messages are kept coming, so many at a time, until this many are acknowledged. */
const MESSAGES = 500;
const IN_FLIGHT = 16;

/** SIGKILL: what the kernel has been given stays. */
export async function surviveKill(peer: Peer): Promise<Survival> {
  const folder = mkdtempSync(join(tmpdir(), 'gmq-peers-'));
  try {
    const station = await peer.start(folder);
    const acknowledged = await publishAll(station);
    await station.kill();
    return await countSurvivors(peer, folder, acknowledged);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A power cut: what was not synced is gone. The names of files count as synced, for all alike: the journal of a file
 * system sees to that within seconds. Rejects where FUSE cannot be mounted.
 */
export async function survivePowerCut(peer: Peer): Promise<Survival> {
  const mountPoint = mkdtempSync(join(tmpdir(), 'gmq-peers-'));
  try {
    const disk = await mountPowerCutFs(mountPoint);
    try {
      const folder = join(mountPoint, 'data');
      mkdirSync(folder);
      const station = await peer.start(folder);
      const acknowledged = await publishAll(station);
      syncNames(mountPoint);
      await disk.cutPower();
      await station.kill();
      await disk.restorePower();
      return await countSurvivors(peer, folder, acknowledged);
    } finally {
      await disk.unmount();
    }
  } finally {
    rmSync(mountPoint, { recursive: true, force: true });
  }
}

function syncNames(folder: string): void {
  const folders = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const path of [folder, ...folders.map(({ parentPath, name }) => join(parentPath, name))]) {
    const descriptor = openSync(path, 'r');
    fsyncSync(descriptor);
    closeSync(descriptor);
  }
}

async function publishAll(station: Station): Promise<number> {
  const nextText = createTexts();
  let left = MESSAGES;
  async function publish(): Promise<void> {
    while ((left -= 1) >= 0) await station.publish(nextText());
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, publish));
  return MESSAGES;
}

async function countSurvivors(peer: Peer, folder: string, acknowledged: number): Promise<Survival> {
  let station: Station | undefined;
  try {
    station = await peer.start(folder);
    return { acknowledged, survived: Math.min(acknowledged, await station.count()) };
  } catch (error) {
    return { acknowledged, survived: 0, trouble: error instanceof Error ? error.message : String(error) };
  } finally {
    await station?.kill();
  }
}
