import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectExosite, createDiskStore, createIdentities, createQueue, type Upstream } from '@gateway-engine/gmq';
import { Pool } from 'undici';
import type { Bench, BenchContext, BenchResult } from '../contract.ts';
import { createSamples, type Samples } from '../gmq-ingest/samples.ts';
import { median, ratios } from '../statistics.ts';
import { startPlatform, type Platform } from './platform.ts';

/** Identities that drain at the same time, each over one request at a time. */
const LANES = [1, 8] as const;

/** What one request carries: the default of gmq. */
const RECORDS_PER_REQUEST = 100;

const VALUE = '21.50;48.2;1013.25;3.71';
const FIRST_SECOND = 1_700_000_000;

async function run(context: BenchContext): Promise<BenchResult> {
  const records = context.quick ? 20_000 : 200_000;
  const folder = mkdtempSync(join(tmpdir(), 'gmq-drain-'));
  const samples = createSamples();
  try {
    await using platform = await startPlatform();
    for (let round = 0; round < (context.quick ? 3 : 5); round += 1) {
      for (const lanes of LANES) {
        context.signal.throwIfAborted();
        context.progress(`round ${round + 1}, ${lanes} lanes`);
        samples.add(bareAt(lanes), 'records/s', await sendBare(platform, lanes, records));
        const path = join(folder, `${round}-${lanes}.db`);
        samples.add(gmqAt(lanes), 'records/s', await drainGmq(platform, path, lanes, records, samples), bareAt(lanes));
      }
    }
    return {
      rows: samples.rows(),
      metrics: {
        ...Object.fromEntries(
          LANES.map((lanes) => [
            `shareOfUndiciAt${lanes}`,
            median(ratios(samples.of(gmqAt(lanes)), samples.of(bareAt(lanes)))),
          ]),
        ),
        wireBytesPerRecord: median(samples.of(WIRE)),
      },
      targets: {},
      notes: [
        `${RECORDS_PER_REQUEST} records of ${VALUE.length} bytes per request; undici sends a body that lies ready, ` +
          'gmq reads it from the disk and commits twice for each request: what is sent, and what became of it',
        'the platform answers at once: over a network its round trip is the limit, not this',
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const bareAt = (lanes: number): string => `undici, ${lanes} at a time`;
const gmqAt = (lanes: number): string => `gmq, ${lanes} lanes`;
const WIRE = 'gmq, bytes on the wire per record';

/** Requests of the same size with nothing behind them. */
async function sendBare({ url }: Platform, lanes: number, records: number): Promise<number> {
  const pool = new Pool(url, { connections: lanes });
  const lines = Array.from({ length: RECORDS_PER_REQUEST }, (_, index) => `${FIRST_SECOND + index}=${VALUE}`);
  const body = `alias=temperature&${lines.join('&')}`;
  let left = records / RECORDS_PER_REQUEST;
  const start = performance.now();
  async function send(): Promise<void> {
    while ((left -= 1) >= 0) {
      const answer = await pool.request({ method: 'POST', path: '/onep:v1/stack/record', body });
      await answer.body.dump();
    }
  }
  await Promise.all(Array.from({ length: lanes }, send));
  const seconds = (performance.now() - start) / 1000;
  await pool.close();
  return records / seconds;
}

async function drainGmq(
  platform: Platform,
  path: string,
  lanes: number,
  records: number,
  samples: Samples,
): Promise<number> {
  const store = createDiskStore({ path });
  const gate = { open: false };
  const exosite = connectExosite({ platformUrl: platform.url, identities: createIdentities(store) });
  const queue = createQueue({ store, upstream: behindGate(exosite, gate), maxBackoffMs: 3_600_000 });
  await queue.start();
  for (let first = 0; first < records; first += 1000) {
    await queue.enqueue(
      Array.from({ length: 1000 }, (_, index) => ({
        client: { cik: String((first + index) % lanes).padStart(40, 'c') },
        alias: 'temperature',
        value: VALUE,
        timestamp: FIRST_SECOND + first + index,
      })),
    );
  }
  const before = await platform.traffic();
  gate.open = true;
  const start = performance.now();
  const { messages } = await queue.drain();
  const seconds = (performance.now() - start) / 1000;
  await queue.stop();
  if (messages > 0) throw new Error(`${messages} records were not delivered.`);
  samples.add(WIRE, 'bytes', ((await platform.traffic()).bytes - before.bytes) / records);
  return records / seconds;
}

/** Nothing gets through before the queue is full. */
function behindGate(upstream: Upstream, gate: { readonly open: boolean }): Upstream {
  return {
    ...upstream,
    deliver: (batch, call) =>
      gate.open
        ? upstream.deliver(batch, call)
        : Promise.resolve(batch.records.map(() => ({ kind: 'retry', reason: 'not yet', uncertain: false }) as const)),
  };
}

/** See `summary`. */
export const bench: Bench = {
  summary: 'queued records delivered per second and bytes on the wire, against bare undici',
  run,
};
