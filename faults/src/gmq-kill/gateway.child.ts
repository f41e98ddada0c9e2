import { flushCompileCache } from 'node:module';
import { connectExosite, createDiskStore, createGmqServer, createIdentities, createQueue } from '@gateway-engine/gmq';
import { slowStore, watchQueue, watchStore, watchUpstream, type FaultPoint } from './fault-points.ts';
import type { GatewaySettings } from './gateway.ts';

// A whole gmq, put together from its parts so that it can be made to die at any point between them.
const settings = JSON.parse(process.argv[2] ?? '') as GatewaySettings; // written by gateway.ts
/** Long enough for the queue to commit beside the event loop. */
const SLOW_COMMIT_MS = 3;

let passes = settings.dieAfter ?? 0;

function pass(point: FaultPoint): void {
  if (point !== settings.dieAt) return;
  passes -= 1;
  if (passes <= 0) process.kill(process.pid, 'SIGKILL');
}

// A short log: its pages are moved into the file often enough to be caught at it.
const disk = createDiskStore({ path: settings.path, maxLogPages: 12 });
const store = watchStore(settings.slow ? slowStore(disk, SLOW_COMMIT_MS) : disk, pass);
const identities = createIdentities(store);
const upstream = watchUpstream(connectExosite({ platformUrl: settings.platformUrl, identities }), pass);
const queue = watchQueue(
  createQueue({
    store,
    upstream,
    forward: settings.forward,
    minBackoffMs: 10,
    maxBackoffMs: 50,
    forwardTimeoutMs: 300,
    deliverTimeoutMs: 500,
    maxBatchRecords: 25,
  }),
  pass,
);
const server = createGmqServer({ queue, port: 0 });
await queue.start();
await server.start();
process.stdout.write(`${server.url}\n`);
// The lives to come start sooner.
flushCompileCache();
