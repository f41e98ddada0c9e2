import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';

/** The histogram counts the time between two looks, of which this much is meant to pass. */
const RESOLUTION_MS = 1;

/** Answers each line on stdin with the event loop's delay since the line before: p99 in milliseconds. */
export function reportLoopDelay(): void {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  createInterface({ input: process.stdin }).on('line', () => {
    process.stdout.write(`${Math.max(0, histogram.percentile(99) / 1e6 - RESOLUTION_MS)}\n`);
    histogram.reset();
  });
}
