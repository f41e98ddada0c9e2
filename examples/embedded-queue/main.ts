import { join, resolve } from 'node:path';

import { connectExosite, createDiskStore, createIdentities, createQueue } from '@gateway-engine/gmq';

const [folder = 'queue', platformUrl = 'https://acme.m2.exosite.com'] = process.argv.slice(2);
const client = { vendor: 'acme', model: 'sensor', serial: '0001' };

const store = createDiskStore({ path: join(resolve(folder), 'gmq.db') });
const upstream = connectExosite({ platformUrl, identities: createIdentities(store) });
const queue = createQueue({ store, upstream });
await queue.start();

const now = Math.floor(Date.now() / 1000);
for (const [index, value] of ['21.5', '21.6', '21.4'].entries()) {
  // Once this resolves, the value survives a power cut. Nobody waits for the network.
  await queue.enqueue({ client, alias: 'temperature', value, timestamp: now - 2 + index });
}

await queue.drain();
const { delivered, messages } = queue.stats();
console.log(`${delivered} delivered, ${messages} wait on the disk`);
await queue.stop();
