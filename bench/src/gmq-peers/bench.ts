import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPowerCutObstacle } from '../../../faults/src/power-cut-fs/power-cut-fs.ts';
import type { Bench, BenchContext, BenchResult } from '../contract.ts';
import { createSamples, type Samples } from '../gmq-ingest/samples.ts';
import { createTexts, type Peer } from './peer.ts';
import { betterQueue } from './peers/better-queue.ts';
import { gmq } from './peers/gmq.ts';
import { mosquitto, mosquittoSaving } from './peers/mosquitto.ts';
import { nats } from './peers/nats.ts';
import { redisAlways, redisEverySecond } from './peers/redis.ts';
import { surviveKill, survivePowerCut, type Survival } from './survival.ts';

const PEERS = [gmq, mosquitto, mosquittoSaving, nats, redisAlways, redisEverySecond, betterQueue] as const;

const IN_FLIGHT = [1, 64] as const;

const WARM_UP_ROUNDS = 5;

async function run(context: BenchContext): Promise<BenchResult> {
  const samples = createSamples();
  const notes = new Set<string>();
  for (let round = 0; round < (context.quick ? 1 : 5); round += 1) {
    for (const peer of PEERS) await tryPeer(peer, notes, () => measureSpeed(peer, context, samples));
  }
  const obstacle = findPowerCutObstacle();
  if (obstacle !== undefined) notes.add(`no power was cut: ${obstacle}`);
  for (const peer of PEERS) {
    context.progress(`${peer.name}: what survives`);
    await tryPeer(peer, notes, async () => {
      addSurvival(samples, notes, `${peer.name}, survive kill -9`, await surviveKill(peer));
      if (obstacle !== undefined) return;
      addSurvival(samples, notes, `${peer.name}, survive a power cut`, await survivePowerCut(peer));
    });
  }
  const survived = (blow: string): number => samples.of(`gmq over HTTP, survive ${blow}`)[0] ?? Number.NaN;
  return {
    rows: samples.rows(),
    metrics: {
      gmqSurvivesKillPercent: survived('kill -9'),
      ...(obstacle === undefined ? { gmqSurvivesPowerCutPercent: survived('a power cut') } : {}),
    },
    targets: {
      gmqSurvivesKillPercent: { atLeast: 100 },
      ...(obstacle === undefined ? { gmqSurvivesPowerCutPercent: { atLeast: 100 } } : {}),
    },
    notes: [
      ...notes,
      'messages of 200 bytes, published from this process; each peer is asked in its own protocol',
      'better-queue runs in this process and keeps nothing on disk; plainjob is not installed',
    ],
  };
}

/** A peer that is missing or does not work here is named, and the others go on. */
async function tryPeer(peer: Peer, notes: Set<string>, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    notes.add(`${peer.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function measureSpeed(peer: Peer, context: BenchContext, samples: Samples): Promise<void> {
  const { quick, signal } = context;
  context.progress(`${peer.name}: speed`);
  const folder = mkdtempSync(join(tmpdir(), 'gmq-peers-'));
  const station = await peer.start(folder);
  const nextText = createTexts();
  try {
    // Connections are made and code is compiled before anything counts.
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
      await Promise.all(Array.from({ length: 64 }, () => station.publish(nextText())));
    }
    for (const inFlight of IN_FLIGHT) {
      signal.throwIfAborted();
      const start = performance.now();
      let messages = 0;
      async function publish(): Promise<void> {
        while (performance.now() - start < (quick ? 300 : 2000)) {
          await station.publish(nextText());
          messages += 1;
        }
      }
      await Promise.all(Array.from({ length: inFlight }, publish));
      const rate = (messages / (performance.now() - start)) * 1000;
      const against = peer === gmq ? undefined : `gmq over HTTP, ${inFlight} in flight`;
      samples.add(`${peer.name}, ${inFlight} in flight`, 'acknowledged/s', rate, against);
    }
  } finally {
    await station.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function addSurvival(samples: Samples, notes: Set<string>, what: string, survival: Survival): void {
  samples.add(what, '%', (survival.survived / survival.acknowledged) * 100);
  if (survival.trouble !== undefined) notes.add(`${what}: ${survival.trouble}`);
}

/** See `summary`. */
export const bench: Bench = {
  summary:
    'acknowledged messages per second of mosquitto, nats, redis and others, and how many survive kill -9 and a power cut',
  run,
};
