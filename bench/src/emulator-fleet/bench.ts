import { createFleet, type Fleet } from '@gateway-engine/exosite-emulator';

import { type Bench, type BenchContext, type BenchResult } from '../contract.ts';
import { median, ratios } from '../statistics.ts';
import { figuresOf, growthMb, idleCpuPercent, type RoundFigures } from './figures.ts';
import { startServed, type Served, type ServerKind } from './served.ts';

interface Contestant {
  readonly served: Served;
  readonly fleet: Fleet;
  readonly rounds: RoundFigures[];
}

const KINDS: readonly ServerKind[] = ['memory', 'file', 'bare'];
const IDLE_INTERVAL_SECONDS = 60;

export const bench: Bench = {
  summary: 'the emulator under 1,000 simulated gateways: memory, CPU, requests per second, nothing lost',
  async run(context) {
    const { quick } = context;
    const gateways = quick ? 100 : 1000;
    await using stack = new AsyncDisposableStack();
    const contestants: Contestant[] = [];
    for (const kind of KINDS) {
      context.progress(`${kind}: whitelisting and activating ${gateways} gateways`);
      contestants.push(await enter(kind, gateways, stack, context.signal));
    }
    await playRounds(contestants, quick ? 3 : 7, context);
    const soaked = contestants[1] ?? contestants[0];
    if (soaked === undefined) throw new Error('there is nothing to soak');
    const rssBytes = await soak(soaked, quick ? 6 : 40, context);
    const lost = await Promise.all(contestants.map(countLost));
    return summarize({ contestants, gateways, rssBytes, lost: Math.max(...lost) });
  },
};

async function enter(
  kind: ServerKind,
  size: number,
  stack: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<Contestant> {
  const served = stack.use(await startServed(kind));
  const { url, vendorToken } = served;
  const fleet = stack.use(createFleet({ url, size, vendorToken, requestTimeoutMs: 120_000 }));
  await fleet.enroll({ signal });
  await fleet.checkInOnce({ signal });
  return { served, fleet, rounds: [] };
}

/** A B C A B C …: what slows the machine for a while slows all of them. */
async function playRounds(contestants: readonly Contestant[], count: number, context: BenchContext): Promise<void> {
  for (let round = 1; round <= count; round += 1) {
    context.progress(`round ${round} of ${count}`);
    for (const { served, fleet, rounds } of contestants) {
      const before = await served.sample();
      const startedAt = performance.now();
      await fleet.checkInOnce({ signal: context.signal });
      const seconds = (performance.now() - startedAt) / 1000;
      rounds.push(figuresOf(before, await served.sample(), seconds));
    }
  }
}

/** Check-ins without a pause; the server's memory after each. */
async function soak({ served, fleet }: Contestant, count: number, context: BenchContext): Promise<readonly number[]> {
  const rssBytes: number[] = [];
  for (let round = 1; round <= count; round += 1) {
    if (round % 5 === 1) context.progress(`soak: ${round} of ${count} rounds of check-ins`);
    await fleet.checkInOnce({ signal: context.signal });
    rssBytes.push((await served.sample()).rssBytes);
  }
  return rssBytes;
}

/** Requests that the clients count and the server does not, and such as failed. */
async function countLost({ served, fleet }: Contestant): Promise<number> {
  const { requests, failedRequests } = fleet.report();
  return Math.abs(requests - (await served.sample()).requests) + failedRequests;
}

interface Findings {
  readonly contestants: readonly Contestant[];
  readonly gateways: number;
  readonly rssBytes: readonly number[];
  readonly lost: number;
}

const LABELS: Readonly<Record<ServerKind, string>> = {
  memory: 'emulator, in memory',
  file: 'emulator, data file',
  bare: 'node:http alone',
};

function summarize({ contestants, gateways, rssBytes, lost }: Findings): BenchResult {
  const samples = (kind: ServerKind, field: keyof RoundFigures): readonly number[] =>
    contestants.find(({ served }) => served.kind === kind)?.rounds.map((round) => round[field]) ?? [];
  const rows = (['requestsPerSecond', 'cpuMsPerRequest'] as const).flatMap((field) =>
    KINDS.map((kind) => ({
      what: `${LABELS[kind]}: ${field === 'requestsPerSecond' ? 'check-ins at once' : 'CPU per request'}`,
      unit: field === 'requestsPerSecond' ? 'requests/s' : 'ms',
      samples: samples(kind, field),
      ...(kind === 'bare' ? {} : { comparedWith: LABELS.bare }),
    })),
  );
  const cpu = median(samples('file', 'cpuMsPerRequest'));
  return {
    rows: [...rows, { what: 'emulator, data file: memory in the soak', unit: 'MB', samples: rssBytes.map(toMb) }],
    metrics: {
      gateways,
      lostRequests: lost,
      soakedRequests: rssBytes.length * gateways,
      rssMb: toMb(rssBytes.at(-1) ?? 0),
      rssGrowthMb: growthMb(rssBytes),
      cpuPercentAtOneMinute: idleCpuPercent(cpu, gateways, IDLE_INTERVAL_SECONDS),
      memoryVsBare: median(ratios(samples('memory', 'requestsPerSecond'), samples('bare', 'requestsPerSecond'))),
      fileVsBare: median(ratios(samples('file', 'requestsPerSecond'), samples('bare', 'requestsPerSecond'))),
    },
    targets: {
      lostRequests: { atMost: 0 },
      rssMb: { atMost: 200 },
      rssGrowthMb: { atMost: 20 },
      cpuPercentAtOneMinute: { atMost: 10 },
    },
    notes: [
      'The clients run in the process of the benchmark and share the cores with the server.',
      'With a data file each check-in is one transaction with an fsync before its answer.',
      `CPU at one minute is computed: CPU per request, ${gateways} gateways, a check-in each 60 s.`,
    ],
  };
}

function toMb(bytes: number): number {
  return bytes / 1e6;
}
