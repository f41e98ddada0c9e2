import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';

import { createEmulator } from '@gateway-engine/exosite-emulator';

import { type Sample } from './served.ts';

const TOKEN = 'bench';
/** So that a soak shows leaks and not the history that is asked for. */
const MAX_POINTS = 20;

let requests = 0;

/** The limit: what node:http alone does with the same calls of the same clients. */
async function serveBare(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      requests += 1;
      const isManagement = request.url?.startsWith('/provision/manage/') === true;
      const body = isManagement ? '' : 'c'.repeat(40);
      response.writeHead(isManagement ? 205 : 200, { 'Content-Length': body.length }).end(body);
    });
  });
  process.on('disconnect', () => {
    server.close();
    server.closeAllConnections();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return `http://127.0.0.1:${port}`;
}

async function serveEmulator(folder: string | undefined): Promise<string> {
  const emulator = createEmulator({
    vendorToken: TOKEN,
    maxPointsPerAlias: MAX_POINTS,
    ...(folder === undefined ? {} : { dataPath: join(folder, 'data.db') }),
  });
  emulator.onRequest(() => {
    requests += 1;
  });
  process.on('disconnect', () => {
    void emulator.stop();
  });
  await emulator.start();
  return emulator.url;
}

process.on('message', () => {
  // What is left after a collection is what is held.
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const sample: Sample = { rssBytes: process.memoryUsage.rss(), cpuMs: (user + system) / 1000, requests };
  process.send?.(sample);
});
const [, , kind, folder] = process.argv;
const url = kind === 'bare' ? await serveBare() : await serveEmulator(folder);
process.send?.({ url, vendorToken: TOKEN });
