import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Emulator } from '@gateway-engine/exosite-emulator';
import type { CampaignContext, Harm } from '../contract.ts';
import { createRandom } from '../random.ts';
import { startGateway, type Gateway } from './gateway.ts';
import { formatPlan, planLife, type LifePlan } from './life-plan.ts';
import { sendUntilDead } from './producers.ts';
import { closeScene, type Scene } from './scene.ts';

/** A gateway, and how its lives are ended from outside. */
export interface Fighter {
  readonly scene: Scene;
  /** Called once per life; the process is dead when it resolves. `random` repeats with the seed. */
  end(gateway: Gateway, random: () => number): Promise<void>;
}

/** What all lives together came to. */
export interface BattleResult {
  readonly lives: number;
  readonly harm: Required<Pick<Harm, 'lost' | 'duplicated' | 'stuck'>>;
  readonly notes: readonly string[];
}

/** A life that does not get to its end by itself is ended after serving this long. */
const LIFE_LIMIT_MS = 600;

/** How often a life meets a platform that misbehaves. */
const FAULT_SHARE = 0.3;

/** What applications send in one life at most: the deaths count, not the load between them. */
const LOAD = { connections: 12, most: 150 } as const;

/** What went wrong is told of so many aliases at most. */
const MAX_NOTES = 10;

/** Lives the lives of all gateways, several at a time, then lets them drain and compares. */
export async function fight(
  fighters: readonly Fighter[],
  emulator: Emulator,
  context: CampaignContext,
): Promise<BattleResult> {
  const withStrace = spawnSync('strace', ['-V']).status === 0;
  const ends = new Map<string, number>();
  let lives = 0;

  async function fightOn(fighter: Fighter, number: number): Promise<void> {
    const { scene } = fighter;
    const random = createRandom(context.seed + number);
    while (lives < context.runs) {
      context.signal.throwIfAborted();
      lives += 1;
      if (lives % 50 === 0) context.progress(`${lives} of ${context.runs}`);
      if (random() < FAULT_SHARE) injectFault(emulator, random);
      const plan = planLife(random, lives, withStrace);
      ends.set(formatPlan(plan), (ends.get(formatPlan(plan)) ?? 0) + 1);
      await live(scene, plan, (gateway) => fighter.end(gateway, random));
    }
  }

  await Promise.all(fighters.map(fightOn));
  context.progress('every gateway drains, then the series are compared');
  const endings = await Promise.all(fighters.map(({ scene }) => closeScene(emulator, scene)));
  const sum = (name: 'lost' | 'duplicated' | 'stuck'): number => endings.reduce((all, one) => all + one[name], 0);
  const acknowledged = fighters.reduce((all, { scene }) => all + scene.ledger.count, 0);
  return {
    lives,
    harm: { lost: sum('lost'), duplicated: sum('duplicated'), stuck: sum('stuck') },
    notes: [
      `${acknowledged} values were acknowledged; lives ended at: ${formatEnds(ends)}`,
      ...(withStrace ? [] : ['strace is missing: no kill inside a commit of SQLite']),
      ...endings.flatMap(({ notes }) => notes).slice(0, MAX_NOTES),
    ],
  };
}

async function live(scene: Scene, plan: LifePlan, end: (gateway: Gateway) => Promise<void>): Promise<void> {
  const dies = plan.kind === 'point' ? { dieAt: plan.point, dieAfter: plan.after } : {};
  const gateway = startGateway(
    { ...scene.settings, slow: plan.slow, ...dies },
    plan.kind === 'systemCall' ? wrapInStrace(plan) : [],
  );
  if (plan.kind === 'opening') {
    await Promise.race([delay(plan.afterMs), gateway.ended]);
    await end(gateway);
    return;
  }
  const url = await gateway.url;
  const sending = url === undefined ? undefined : sendUntilDead(url, scene.identity, scene.ledger, LOAD);
  await Promise.race([delay(plan.kind === 'serving' ? plan.afterMs : LIFE_LIMIT_MS), gateway.ended]);
  await end(gateway);
  await sending;
}

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
