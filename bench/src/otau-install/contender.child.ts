import { createHash } from 'node:crypto';
import { createWriteStream, readFileSync } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type * as Otau from '@gateway-engine/otau';

const [kind = '', url = '', folder = '', sha256 = '', entry = ''] = process.argv.slice(-5);
const LIMITS = { maxPackageBytes: 2 ** 31, maxUnpackedBytes: 2 ** 32 };

/** Downloads with a digest, as a gateway must; the package is durable before it is extracted. */
async function download(path: string): Promise<void> {
  const source = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, resolve).once('error', reject);
  });
  const hash = createHash('sha256');
  source.on('data', (chunk: Uint8Array) => hash.update(chunk));
  await pipeline(source, createWriteStream(path, { flush: true }));
  if (hash.digest('hex') !== sha256) throw new Error('the digest is wrong');
}

/** What makes an extracted tree durable, for tools that do not do it themselves. */
async function syncTree(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await syncTree(path);
    else await sync(path);
  }
  await sync(directory);
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  await file.sync();
  await file.close();
}

// Each process loads only what it measures; otau as it is published, not through Node's type stripping.
const otau = kind === 'otau' ? ((await import(entry)) as typeof Otau) : undefined;
const nodeTar = kind === 'node-tar' ? await import('tar') : undefined;
const idleRssBytes = process.memoryUsage.rss();
const startedAt = performance.now();
const packagePath = join(folder, 'p.tar.gz');
const destination = join(folder, 'out');
await download(packagePath);
await otau?.extractPackage({ source: packagePath, destination, limits: LIMITS });
if (nodeTar !== undefined) {
  await mkdir(destination);
  await nodeTar.x({ file: packagePath, cwd: destination });
  await syncTree(destination);
}
const written = /^write_bytes: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1];
const result = {
  seconds: (performance.now() - startedAt) / 1000,
  idleRssBytes,
  maxRssBytes: process.resourceUsage().maxRSS * 1024,
  writtenBytes: Number(written ?? 0),
};
process.stdout.write(JSON.stringify(result));
