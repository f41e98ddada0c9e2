import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchContext, BenchResult } from '../contract.ts';
import { createSamples } from '../gmq-ingest/samples.ts';
import { median, ratios } from '../statistics.ts';
import { openAppend, openGmq, openSqlite } from './contestants.ts';

const PRODUCERS = [1, 16, 64, 256, 1024] as const;

async function run(context: BenchContext): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'gmq-enqueue-'));
  const sqlite = openSqlite(folder);
  const append = openAppend(folder);
  const gmq = await openGmq(folder);
  const contestants = [append, sqlite, gmq];
  const samples = createSamples();
  const rowOf = (name: string, together: number): string => `${name}, ${together} at a time`;
  try {
    // What the compiler has not seen yet must not count against whoever comes first.
    for (const contestant of contestants) await contestant.run(64, 200);
    for (let round = 0; round < (context.quick ? 3 : 8); round += 1) {
      context.progress(`round ${round + 1}`);
      for (const together of PRODUCERS) {
        for (const contestant of contestants) {
          context.signal.throwIfAborted();
          const rate = await contestant.run(together, context.quick ? 250 : 1000);
          const peer = contestant === gmq ? rowOf(sqlite.name, together) : undefined;
          samples.add(rowOf(contestant.name, together), 'messages/s', rate, peer);
        }
      }
    }
    const share = (of: string, together: number): number =>
      median(ratios(samples.of(rowOf('gmq', together)), samples.of(rowOf(of, together))));
    return {
      rows: samples.rows(),
      metrics: Object.fromEntries(
        PRODUCERS.flatMap((together) => [
          [`shareOfSqliteAt${together}`, share(sqlite.name, together)],
          [`shareOfAppendAt${together}`, share(append.name, together)],
        ]),
      ),
      targets: Object.fromEntries(PRODUCERS.map((together) => [`shareOfSqliteAt${together}`, { atLeast: 0.7 }])),
      notes: ['messages of 200 bytes; the loop and the file keep no order, no identities, no budget and no answers'],
    };
  } finally {
    for (const contestant of contestants) await contestant.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** See `summary`. */
export const bench: Bench = {
  summary: 'durable messages per second by 1 to 1024 producers, against node:sqlite in a loop and a bare file',
  run,
};
