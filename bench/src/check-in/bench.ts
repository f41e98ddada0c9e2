import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Bench, BenchContext, BenchResult } from '../contract.ts';
import { median, ratios } from '../statistics.ts';
import { createEngine, type Engine } from './engine.ts';
import { formatLegacyCheckIn, playLegacyCheckIn } from './legacy.ts';
import { type CountedPlatform, type Passage, startPlatform, type VirtualTime } from './platform.ts';

/** The default interval (gwe 42), and how often it passes in a month of 30 days. */
const INTERVAL_MS = 14_400_000;
const CHECK_INS_PER_MONTH = 180;
/** The platform takes one value per alias and second (exosite 2.1). */
const SPACING_MS = 2000;

/** Every kind of check-in by its name in the table. */
const KINDS = {
  first: 'first check-in, with activation',
  idle: 'idle check-in, full handshake',
  resumed: 'idle check-in, TLS session resumed',
  legacy: 'legacy, a connection for each of six requests',
  legacyKept: 'legacy, six requests over one connection',
} as const;
type Kind = keyof typeof KINDS;
type Passages = Record<Kind, Passage[]>;

export const bench: Bench = {
  summary: 'bytes on the wire and round trips of a check-in over TLS, against the six requests of the Python engine',
  run,
};

async function run(context: BenchContext): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'check-in-'));
  const time: VirtualTime = { nowMs: Date.now() };
  try {
    await using platform = await startPlatform(folder, time);
    await using engine = await createEngine(folder, platform, time);
    const passages: Passages = { first: [], idle: [], resumed: [], legacy: [], legacyKept: [] };
    context.progress('the first check-in');
    passages.first.push(await platform.count(() => engine.checkIn()));
    await playRounds({ platform, engine, time, passages }, context);
    const month = await playMonth({ platform, engine, time }, context);
    return summarize(passages, month);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Stage {
  readonly platform: CountedPlatform;
  readonly engine: Engine;
  readonly time: VirtualTime;
}

/** Each round plays every kind once, so soon after another that no report falls due for its daily repetition. */
async function playRounds(stage: Stage & { readonly passages: Passages }, context: BenchContext): Promise<void> {
  const { platform, engine, time, passages } = stage;
  const names = ['engine_report', 'device_info', 'usage_report'];
  const requests = formatLegacyCheckIn(Object.fromEntries(names.map((alias) => [alias, platform.valueOf(alias)])));
  const legacy = { port: platform.port, ca: platform.ca, cik: await engine.cik() };
  const play = async (kind: Kind, work: () => Promise<void>): Promise<void> => {
    context.signal.throwIfAborted();
    time.nowMs += SPACING_MS;
    passages[kind].push(await platform.count(work));
  };
  for (let round = 1; round <= (context.quick ? 3 : 9); round += 1) {
    context.progress(`round ${round}`);
    await engine.forgetConnections();
    await play('idle', () => engine.checkIn());
    await play('resumed', () => engine.checkIn());
    await play('legacy', () => playLegacyCheckIn(requests, { ...legacy, keepAlive: false }));
    await play('legacyKept', () => playLegacyCheckIn(requests, { ...legacy, keepAlive: true }));
  }
}

/** 30 days of check-ins with nothing to do, each with a full handshake: no server keeps a session for four hours. */
async function playMonth({ platform, engine, time }: Stage, context: BenchContext): Promise<number> {
  const count = context.quick ? CHECK_INS_PER_MONTH / 6 : CHECK_INS_PER_MONTH;
  context.progress(`${count} idle check-ins, four hours apart`);
  let bytes = 0;
  for (let at = 0; at < count; at += 1) {
    context.signal.throwIfAborted();
    time.nowMs += INTERVAL_MS;
    await engine.forgetConnections();
    bytes += bytesOf(await platform.count(() => engine.checkIn()));
  }
  return (bytes * CHECK_INS_PER_MONTH) / count;
}

const bytesOf = ({ bytesUp, bytesDown }: Passage): number => bytesUp + bytesDown;

function summarize(passages: Passages, bytesPerMonth: number): BenchResult {
  const bytes = (kind: Kind): readonly number[] => passages[kind].map(bytesOf);
  const kinds = Object.keys(KINDS) as Kind[];
  return {
    rows: [
      ...kinds.map((kind) => ({
        what: KINDS[kind],
        unit: 'bytes',
        samples: bytes(kind),
        ...(kind === 'idle' || kind === 'resumed' ? { comparedWith: KINDS.legacy } : {}),
      })),
      ...kinds.map((kind) => ({
        what: KINDS[kind],
        unit: 'round trips after the handshake',
        samples: passages[kind].map(({ requests }) => requests),
      })),
      ...kinds.map((kind) => ({
        what: KINDS[kind],
        unit: 'TLS connections',
        samples: passages[kind].map(({ connections }) => connections),
      })),
      { what: 'an idle month, 180 check-ins', unit: 'bytes', samples: [bytesPerMonth] },
    ],
    metrics: {
      bytesVsLegacy: median(ratios(bytes('idle'), bytes('legacy'))),
      bytesVsLegacyKeptAlive: median(ratios(bytes('idle'), bytes('legacyKept'))),
      resumedBytesVsLegacy: median(ratios(bytes('resumed'), bytes('legacy'))),
      roundTrips: Math.max(...passages.idle.map(({ requests }) => requests)),
      bytesPerIdleCheckIn: median(bytes('idle')),
      bytesPerIdleMonth: bytesPerMonth,
    },
    targets: { bytesVsLegacy: { atMost: 0.35 }, roundTrips: { atMost: 1 } },
    notes: [
      'Bytes are all that TCP carries, both ways, TLS and its handshake included; headers of TCP and IP are not.',
      "The legacy client writes the same three reports, as this machine's engine makes them, in full each time.",
      'The handshake is that of this Node, with a post-quantum key share where it has one, and a certificate of RSA 2048 bits; it counts in every row.',
      'The month: 180 check-ins at the default interval, each with a full handshake; device_info and usage_report go along once a day.',
    ],
  };
}
