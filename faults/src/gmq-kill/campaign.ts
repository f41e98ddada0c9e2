import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createEmulator, type Emulator } from '@gateway-engine/exosite-emulator';
import type { Campaign, CampaignContext, CampaignResult } from '../contract.ts';
import { createRandom } from '../random.ts';
import { startGateway } from './gateway.ts';
import { formatPlan, planLife, type LifePlan } from './life-plan.ts';
import { sendUntilDead } from './producers.ts';
import { closeScene, openScene, type Scene } from './scene.ts';

/** Gateways that live and die at the same time. */
const GATEWAYS = 4;

/** A life that does not get to its end by itself is ended after serving this long. */
const LIFE_LIMIT_MS = 600;

/** Values that one life acknowledges at most: the kills count, not the load between them. */
const VALUES_PER_LIFE = 150;

/** How often a life meets a platform that misbehaves. */
const FAULT_SHARE = 0.3;

interface Battle {
  readonly emulator: Emulator;
  readonly withStrace: boolean;
  readonly ends: Map<string, number>;
  next: number;
}

async function run(context: CampaignContext): Promise<CampaignResult> {
  const folder = mkdtempSync(join(tmpdir(), 'gmq-kill-'));
  const emulator = createEmulator();
  await emulator.start();
  const withStrace = spawnSync('strace', ['-V']).status === 0;
  const battle: Battle = { emulator, withStrace, ends: new Map(), next: 0 };
  try {
    const count = Math.min(GATEWAYS, context.runs);
    const scenes = await Promise.all(
      Array.from({ length: count }, (_, number) => openScene(emulator, join(folder, `${number}.db`), number)),
    );
    await Promise.all(scenes.map((scene, number) => fight(battle, scene, context, number)));
    context.progress('every gateway drains, then the series are compared');
    const endings = await Promise.all(scenes.map((scene) => closeScene(emulator, scene)));
    const sum = (name: 'lost' | 'duplicated' | 'stuck'): number => endings.reduce((all, one) => all + one[name], 0);
    const acknowledged = scenes.reduce((all, { ledger }) => all + ledger.count, 0);
    return {
      runs: battle.next,
      harm: { lost: sum('lost'), duplicated: sum('duplicated'), stuck: sum('stuck') },
      method: `SIGKILL${withStrace ? ', also from strace inside SQLite' : ''}; platform faults between`,
      notes: [
        `${acknowledged} values were acknowledged; lives ended at: ${formatEnds(battle.ends)}`,
        ...(withStrace ? [] : ['strace is missing: no kill inside a commit of SQLite']),
        ...endings.flatMap(({ notes }) => notes),
      ],
    };
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fight(battle: Battle, scene: Scene, context: CampaignContext, number: number): Promise<void> {
  const random = createRandom(context.seed + number);
  while (battle.next < context.runs) {
    context.signal.throwIfAborted();
    const life = (battle.next += 1);
    if (life % 50 === 0) context.progress(`${life} of ${context.runs} kills`);
    if (random() < FAULT_SHARE) injectFault(battle.emulator, random);
    const plan = planLife(random, life, battle.withStrace);
    battle.ends.set(formatPlan(plan), (battle.ends.get(formatPlan(plan)) ?? 0) + 1);
    await live(scene, plan);
  }
}

async function live(scene: Scene, plan: LifePlan): Promise<void> {
  const dies = plan.kind === 'point' ? { dieAt: plan.point, dieAfter: plan.after } : {};
  const gateway = startGateway({ ...scene.settings, ...dies }, plan.kind === 'systemCall' ? wrapInStrace(plan) : []);
  if (plan.kind === 'opening') {
    await Promise.race([delay(plan.afterMs), gateway.ended]);
    await gateway.kill();
    return;
  }
  const url = await gateway.url;
  const sending = url === undefined ? undefined : sendUntilDead(url, scene.identity, scene.ledger, LOAD);
  await Promise.race([delay(plan.kind === 'serving' ? plan.afterMs : LIFE_LIMIT_MS), gateway.ended]);
  await gateway.kill();
  await sending;
}

const LOAD = { connections: 12, most: VALUES_PER_LIFE } as const;

function wrapInStrace({ call, after }: Extract<LifePlan, { kind: 'systemCall' }>): readonly string[] {
  const inject = `inject=${call}:signal=SIGKILL:when=${after}`;
  return ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', inject];
}

function injectFault(emulator: Emulator, random: () => number): void {
  const path = '/onep:v1/stack';
  const scope = { path, skip: Math.floor(random() * 5), count: 1 + Math.floor(random() * 2) };
  const draw = random();
  if (draw < 0.5) emulator.injectFault({ kind: 'reset', ...scope });
  else if (draw < 0.75) emulator.injectFault({ kind: 'noAnswer', ...scope });
  else emulator.injectFault({ kind: 'status', status: 503, ...scope });
}

function formatEnds(ends: ReadonlyMap<string, number>): string {
  return [...ends].map(([name, count]) => `${name} ${count}`).join(', ');
}

/** See `summary`. */
export const campaign: Campaign = {
  summary:
    'gmq under load is killed at random and at every point of its way; nothing acknowledged may be lost or doubled',
  defaultRuns: 1000,
  shortRuns: 24,
  run,
};
