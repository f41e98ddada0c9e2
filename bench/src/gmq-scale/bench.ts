import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Bench, BenchContext, BenchResult } from '../contract.ts';
import { createSamples, type Samples } from '../gmq-ingest/samples.ts';
import { median, ratios } from '../statistics.ts';
import type { FillReport, OpenReport, ScaleReport } from './report.ts';

const QUICK_SIZES = [0, 1e3, 1e5] as const;
const SIZES = [0, 1e3, 1e5, 1e6, 1e7] as const;

/** Memory is compared at this backlog, or at the largest of a quick run. */
const MEMORY_SIZE = 1e6;

/** Each line of a report: what it is called, its unit. */
const LINES = {
  enqueuedPerSecond: ['enqueue', 'messages/s'],
  drainedPerSecond: ['drain', 'messages/s'],
  openMs: ['open', 'ms'],
  rssMiB: ['memory (RSS)', 'MiB'],
  loopDelayP99Ms: ['event loop p99', 'ms'],
  diskBytesPerRecord: ['disk per record', 'bytes'],
} as const satisfies Record<keyof ScaleReport, readonly [string, string]>;

type Line = keyof ScaleReport;

const rowOf = (line: Line, size: number): string => `${LINES[line][0]}, ${size.toLocaleString('en-US')} queued`;

async function run(context: BenchContext): Promise<BenchResult> {
  const sizes = context.quick ? QUICK_SIZES : SIZES;
  const samples = createSamples();
  for (let round = 0; round < (context.quick ? 1 : 3); round += 1) {
    for (const size of sizes) {
      context.progress(`round ${round + 1}, ${size.toLocaleString('en-US')} queued`);
      const report = await measure(size, context);
      for (const line of Object.keys(LINES) as Line[]) {
        // the keys of a constant
        const peer = size > 1e3 && line !== 'diskBytesPerRecord' ? rowOf(line, 1e3) : undefined;
        samples.add(rowOf(line, size), LINES[line][1], report[line], peer);
      }
    }
  }
  const largest = Math.max(...sizes);
  const memorySize = Math.min(largest, MEMORY_SIZE);
  return {
    rows: samples.rows(),
    metrics: collectMetrics(samples, largest, memorySize),
    targets: {
      enqueueSlowdown: { atMost: 1.5 },
      drainSlowdown: { atMost: 1.5 },
      openSlowdown: { atMost: 1.5 },
      rssMiBAboveEmpty: { atMost: 15 },
      loopDelayP99Ms: { atMost: 20 },
    },
    notes: [
      'values of 50 bytes, aliases of 11; a slowdown compares the largest backlog with 1,000',
      'opened after a clean stop; after a crash a file of up to 32 MiB is checked as a whole (about 280,000 of these records)',
      `memory is compared, right after opening, at ${memorySize.toLocaleString('en-US')} queued`,
    ],
  };
}

async function measure(size: number, { quick, signal }: BenchContext): Promise<ScaleReport> {
  const folder = mkdtempSync(join(tmpdir(), 'gmq-scale-'));
  try {
    const child = join(import.meta.dirname, 'scale.child.ts');
    const inChild = async (mode: 'fill' | 'open'): Promise<unknown> => {
      const args = [child, mode, join(folder, 'gmq.db'), String(size), quick ? '500' : '2000'];
      return JSON.parse((await execa(process.execPath, args, { cancelSignal: signal })).stdout);
    };
    const filled = (await inChild('fill')) as FillReport; // written by scale.child.ts
    return { ...filled, ...((await inChild('open')) as OpenReport) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function collectMetrics(samples: Samples, largest: number, memorySize: number): Record<string, number> {
  const slowdown = (line: Line, [of, against]: readonly [number, number]): number =>
    median(ratios(samples.of(rowOf(line, of)), samples.of(rowOf(line, against))));
  const above = samples
    .of(rowOf('rssMiB', memorySize))
    .map((rss, round) => rss - (samples.of(rowOf('rssMiB', 0))[round] ?? 0));
  return {
    enqueueSlowdown: slowdown('enqueuedPerSecond', [1e3, largest]),
    drainSlowdown: slowdown('drainedPerSecond', [1e3, largest]),
    openSlowdown: slowdown('openMs', [largest, 1e3]),
    rssMiBAboveEmpty: median(above),
    loopDelayP99Ms: median(samples.of(rowOf('loopDelayP99Ms', largest))),
    diskBytesPerRecord: median(samples.of(rowOf('diskBytesPerRecord', largest))),
  };
}

/** See `summary`. */
export const bench: Bench = {
  summary: 'gmq with up to ten million messages queued: speed, memory, disk, and how long it takes to open',
  run,
};
