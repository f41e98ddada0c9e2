import { statSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createQueue, type MessageQueue, type Upstream } from '@gateway-engine/gmq';
import type { FillReport, OpenReport } from './report.ts';

// Fills a queue to a backlog and measures it there, or opens the one that was filled. Prints one line of JSON.
const [mode, path = '', sizeText = '0', msText = '500'] = process.argv.slice(2);
const size = Number(sizeText);
const measureMs = Number(msText);

const CLIENT = { vendor: 'acme', model: 'gateway', serial: '0001' };
const VALUE = Buffer.alloc(50, 'v');
const PRODUCERS = 64;
const MESSAGES_PER_FILL = 4000;
const MEBIBYTE = 1024 * 1024;

const gate = { open: false, delivered: 0 };
const upstream: Upstream = {
  deliver({ records }) {
    if (gate.open) gate.delivered += records.length;
    const offline = { kind: 'retry', reason: 'offline', uncertain: false, afterMs: 3_600_000 } as const;
    return Promise.resolve(records.map(() => (gate.open ? ({ kind: 'delivered' } as const) : offline)));
  },
};
const limits = { maxMessages: 1e9, maxBytes: 1e12, maxShiftSeconds: 1e9 };
let second = 1_000_000_000;

const message = () => ({ client: CLIENT, alias: 'temperature', value: VALUE, timestamp: (second += 1) });

async function fill(queue: MessageQueue): Promise<void> {
  for (let left = size; left > 0; left -= MESSAGES_PER_FILL) {
    await queue.enqueue(Array.from({ length: Math.min(left, MESSAGES_PER_FILL) }, message));
  }
}

async function measureEnqueue(queue: MessageQueue): Promise<number> {
  const start = performance.now();
  let messages = 0;
  async function produce(): Promise<void> {
    while (performance.now() - start < measureMs) {
      await queue.enqueue(message());
      messages += 1;
    }
  }
  await Promise.all(Array.from({ length: PRODUCERS }, produce));
  return (messages / (performance.now() - start)) * 1000;
}

async function measureDrain(queue: MessageQueue): Promise<number> {
  gate.open = true;
  const start = performance.now();
  const draining = queue.drain().catch(() => undefined);
  while (performance.now() - start < measureMs && queue.stats().messages > 0) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  const rate = (gate.delivered / (performance.now() - start)) * 1000;
  await queue.stop();
  await draining;
  return rate;
}

async function measureFull(): Promise<FillReport> {
  const queue = createQueue({ path, upstream, ...limits });
  await queue.start();
  await fill(queue);
  // What the compiler has not seen yet must not count.
  await measureEnqueue(queue);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const enqueuedPerSecond = await measureEnqueue(queue);
  delay.disable();
  const { messages } = queue.stats();
  await queue.stop();
  return {
    enqueuedPerSecond,
    loopDelayP99Ms: Math.max(0, delay.percentile(99) / 1e6 - 1),
    diskBytesPerRecord: statSync(path).size / messages,
  };
}

async function measureOpened(): Promise<OpenReport> {
  const start = performance.now();
  const queue = createQueue({ path, upstream, ...limits });
  await queue.start();
  const openMs = performance.now() - start;
  const rssMiB = process.memoryUsage().rss / MEBIBYTE;
  return { openMs, rssMiB, drainedPerSecond: await measureDrain(queue) };
}

const report = mode === 'fill' ? await measureFull() : await measureOpened();
process.stdout.write(`${JSON.stringify(report)}\n`);
