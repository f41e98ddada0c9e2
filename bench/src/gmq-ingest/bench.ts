import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchContext, BenchResult } from '../contract.ts';
import { buildSlowDisk } from '../slow-disk/slow-disk.ts';
import { median, ratios } from '../statistics.ts';
import { createSamples, type Samples } from './samples.ts';
import { serve } from './served.ts';
import { runWrk } from './wrk.ts';

const CONNECTIONS = [2, 32, 128] as const;
const SLOW_FSYNC_MS = [5, 20, 100] as const;
const SLOW_CONNECTIONS = 128;

/** Bounds of spec queue 2: requests against bare node:http, an acknowledgement against fsyncs, the loop's delay. */
const TARGETS = {
  shareOfBareAt32: { atLeast: 0.55 },
  shareOfBareAt128: { atLeast: 0.75 },
  ...Object.fromEntries(
    SLOW_FSYNC_MS.flatMap((ms) => [
      [`p99InFsyncsAt${ms}Ms`, { atMost: 2.5 }],
      [`loopDelayP99MsAt${ms}Ms`, { atMost: 20 }],
    ]),
  ),
} as const;

async function run(context: BenchContext): Promise<BenchResult> {
  if (spawnSync('wrk', ['-v']).error !== undefined) throw new Error('wrk is missing: apt-get install wrk');
  const folder = mkdtempSync(join(tmpdir(), 'gmq-ingest-'));
  try {
    const samples = createSamples();
    const failures = await measureFast(context, folder, samples);
    const slow = await measureSlow(context, samples);
    return {
      rows: samples.rows(),
      metrics: { ...collectShares(samples), ...slow.metrics },
      targets: Object.fromEntries(Object.entries(TARGETS).filter(([name]) => slow.ran || name.startsWith('share'))),
      notes: [
        'where bare node:http alone has a p99 of fsyncs, the processor is the limit and a p99 in fsyncs says nothing',
        ...slow.notes,
        ...(failures > 0 ? [`${failures} requests failed: the figures do not count`] : []),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** gmq and bare node:http in turn, each round in fresh processes. */
async function measureFast(context: BenchContext, folder: string, samples: Samples): Promise<number> {
  const seconds = context.quick ? 1 : 4;
  let failures = 0;
  for (let round = 0; round < (context.quick ? 2 : 5); round += 1) {
    context.progress(`fast disk, round ${round + 1}`);
    await using bare = await serve('bare.child.ts', []);
    await using gmq = await serve('gmq.child.ts', [join(folder, `fast-${round}.db`)]);
    for (const connections of CONNECTIONS) {
      const load = { connections, seconds, signal: context.signal };
      const limit = await runWrk(bare.url, load);
      const ours = await runWrk(gmq.url, load);
      failures += limit.failures + ours.failures;
      samples.add(bareAt(connections), 'requests/s', limit.requestsPerSecond);
      samples.add(gmqAt(connections), 'requests/s', ours.requestsPerSecond, bareAt(connections));
      samples.add(`${bareAt(connections)}, p99`, 'ms', limit.p99Ms);
      samples.add(`${gmqAt(connections)}, p99`, 'ms', ours.p99Ms, `${bareAt(connections)}, p99`);
    }
  }
  return failures;
}

interface SlowResult {
  readonly ran: boolean;
  readonly metrics: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

/** On a disk in memory where there is one: only the shim is slow then, and it is as slow as it says. */
async function measureSlow(context: BenchContext, samples: Samples): Promise<SlowResult> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'gmq-ingest-'));
  try {
    return await measureSlowIn(folder, context, samples);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureSlowIn(folder: string, context: BenchContext, samples: Samples): Promise<SlowResult> {
  const disk = buildSlowDisk(folder);
  if (disk.kind === 'missing') return { ran: false, metrics: {}, notes: [`slow disks were not tried: ${disk.reason}`] };
  const metrics: Record<string, number> = {};
  for (const fsyncMs of SLOW_FSYNC_MS) {
    context.progress(`fsync of ${fsyncMs} ms`);
    await using gmq = await serve('gmq.child.ts', [join(folder, `slow-${fsyncMs}.db`)], disk.env(fsyncMs));
    const load = { connections: SLOW_CONNECTIONS, seconds: context.quick ? 2 : 8, signal: context.signal };
    // The process is warm, and the histogram empty, when it counts.
    await runWrk(gmq.url, { ...load, seconds: 1 });
    await gmq.loopDelayMs();
    const ours = await runWrk(gmq.url, load);
    const loopDelayMs = await gmq.loopDelayMs();
    const what = `gmq, ${SLOW_CONNECTIONS} connections, fsync ${fsyncMs} ms`;
    samples.add(what, 'requests/s', ours.requestsPerSecond);
    samples.add(`${what}, p99`, 'ms', ours.p99Ms);
    samples.add(`${what}, event loop p99`, 'ms', loopDelayMs);
    metrics[`p99InFsyncsAt${fsyncMs}Ms`] = ours.p99Ms / fsyncMs;
    metrics[`loopDelayP99MsAt${fsyncMs}Ms`] = loopDelayMs;
  }
  return { ran: true, metrics, notes: [] };
}

const bareAt = (connections: number): string => `bare node:http, ${connections} connections`;
const gmqAt = (connections: number): string => `gmq, ${connections} connections`;

function collectShares(samples: Samples): Record<string, number> {
  return Object.fromEntries(
    CONNECTIONS.map((connections) => [
      `shareOfBareAt${connections}`,
      median(ratios(samples.of(gmqAt(connections)), samples.of(bareAt(connections)))),
    ]),
  );
}

/** See `summary`. */
export const bench: Bench = {
  summary: 'values per second over HTTP, acknowledged when durable, against bare node:http, and on slow disks',
  run,
};
