import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator } from '@gateway-engine/exosite-emulator';
import type { Campaign, CampaignContext, CampaignResult } from '../contract.ts';
import { fight, type BattleResult, type Fighter } from '../gmq-kill/battle.ts';
import { openScene } from '../gmq-kill/scene.ts';
import { findPowerCutObstacle, mountPowerCutFs, type PowerCutFs } from '../power-cut-fs/power-cut-fs.ts';
import { proveOrderOfGateway } from './order-proof.ts';

/** Gateways at the same time, each on a disk of its own. */
const GATEWAYS = 3;

async function run(context: CampaignContext): Promise<CampaignResult> {
  const folder = mkdtempSync(join(tmpdir(), 'gmq-power-'));
  const emulator = createEmulator();
  await emulator.start();
  try {
    const cuts = await cutMany(emulator, folder, context);
    const order = await proveOrderIfPossible(emulator, folder);
    const ran = [cuts, order].filter((one) => one.method !== undefined);
    if (ran.length === 0)
      throw new Error(`Neither way to test works here: ${[...cuts.notes, ...order.notes].join('; ')}`);
    return {
      // Where no power can be cut, each acknowledgement whose order is proven is a run.
      runs: cuts.method === undefined ? order.runs : cuts.runs,
      harm: { ...cuts.harm, lost: cuts.harm.lost + order.harm.lost },
      method: ran.map(({ method }) => method).join('; '),
      notes: [...cuts.notes, ...order.notes],
    };
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Part extends Pick<BattleResult, 'harm' | 'notes'> {
  readonly runs: number;
  /** Undefined if it could not be run. */
  readonly method?: string;
}

const NO_HARM = { lost: 0, duplicated: 0, stuck: 0 } as const;

async function cutMany(emulator: Emulator, folder: string, context: CampaignContext): Promise<Part> {
  const obstacle = findPowerCutObstacle();
  if (obstacle !== undefined) return { runs: 0, harm: NO_HARM, notes: [`no power was cut: ${obstacle}`] };
  const disks: PowerCutFs[] = [];
  try {
    for (let number = 0; number < Math.min(GATEWAYS, context.runs); number += 1) {
      const mountPoint = join(folder, `disk-${number}`);
      mkdirSync(mountPoint);
      disks.push(await mountPowerCutFs(mountPoint));
    }
    const fighters = await Promise.all(disks.map((disk, number) => createFighter(emulator, disk, number)));
    const { lives, harm, notes } = await fight(fighters, emulator, context);
    return { runs: lives, harm, notes, method: 'FUSE, unsynced writes dropped, some of them kept in random order' };
  } catch (error) {
    if (disks.length > 0) throw error;
    return { runs: 0, harm: NO_HARM, notes: [`no power was cut: ${String(error)}`] };
  } finally {
    for (const disk of disks) await disk.unmount();
  }
}

async function createFighter(emulator: Emulator, disk: PowerCutFs, number: number): Promise<Fighter> {
  return {
    scene: await openScene(emulator, join(disk.path, 'gmq.db'), number),
    async end(gateway, random) {
      // In every second cut nothing survives that was not synced, in the others a part of it.
      const keepShare = random() < 0.5 ? 0 : random();
      await disk.cutPower({ keepShare, seed: Math.floor(random() * 2 ** 31) });
      await gateway.kill();
      await disk.restorePower();
    },
  };
}

async function proveOrderIfPossible(emulator: Emulator, folder: string): Promise<Part> {
  if (spawnSync('strace', ['-V']).status !== 0) {
    return { runs: 0, harm: NO_HARM, notes: ['no order was proven: strace is missing'] };
  }
  const proofs = [
    await proveOrderOfGateway(emulator, folder, false),
    await proveOrderOfGateway(emulator, folder, true),
  ];
  const proven = proofs.reduce((sum, proof) => sum + proof.proven, 0);
  const unproven = proofs.flatMap((proof) => proof.unproven);
  return {
    runs: proven,
    harm: { ...NO_HARM, lost: unproven.length },
    method: `strace, ${proven} of ${proven + unproven.length} acknowledgements after the sync of their bytes`,
    notes: unproven.length > 0 ? [`acknowledged before a sync: ${unproven.slice(0, 5).join(' ')}`] : [],
  };
}

/** See `summary`. */
export const campaign: Campaign = {
  summary:
    'the power of gmq is cut under load: nothing acknowledged is lost, nothing arrives twice, no 204 before its fsync',
  defaultRuns: 300,
  shortRuns: 15,
  run,
};
