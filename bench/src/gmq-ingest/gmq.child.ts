import { createGmqServer, createQueue, type Upstream } from '@gateway-engine/gmq';
import { reportLoopDelay } from './loop-delay.ts';

// gmq while the platform cannot be reached: every value goes to the disk before it is acknowledged.
const nothing = { kind: 'retry', reason: 'offline', uncertain: false, afterMs: 3_600_000 } as const;
const upstream: Upstream = {
  deliver: ({ records }) => Promise.resolve(records.map(() => nothing)),
  write: () => Promise.resolve(nothing),
};
const queue = createQueue({ path: process.argv[2] ?? '', upstream, maxMessages: 1e8, maxBytes: 1e11 });
const server = createGmqServer({ queue, port: 0 });
await queue.start();
await server.start();
reportLoopDelay();
process.stdout.write(`${server.url}\n`);
