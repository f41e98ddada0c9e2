import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator } from '@gateway-engine/exosite-emulator';
import type { Campaign, CampaignContext, CampaignResult } from '../contract.ts';
import { fight } from './battle.ts';
import type { Gateway } from './gateway.ts';
import { openScene } from './scene.ts';

/** Gateways that live and die at the same time. */
const GATEWAYS = 4;

async function run(context: CampaignContext): Promise<CampaignResult> {
  const folder = mkdtempSync(join(tmpdir(), 'gmq-kill-'));
  const emulator = createEmulator();
  await emulator.start();
  try {
    const scenes = Array.from({ length: Math.min(GATEWAYS, context.runs) }, (_, number) =>
      openScene(emulator, join(folder, `${number}.db`), number),
    );
    const end = (gateway: Gateway): Promise<void> => gateway.kill();
    const fighters = (await Promise.all(scenes)).map((scene) => ({ scene, end }));
    const { lives, harm, notes } = await fight(fighters, emulator, context);
    return { runs: lives, harm, method: 'SIGKILL; platform faults between', notes };
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** See `summary`. */
export const campaign: Campaign = {
  summary: 'gmq is killed under load at every point of its way: nothing acknowledged is lost, nothing arrives twice',
  defaultRuns: 1000,
  shortRuns: 24,
  run,
};
