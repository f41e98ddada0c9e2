import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { POLICY_DEFAULTS, QUEUE_DEFAULTS, SERVER_DEFAULTS, type Upstream } from '../src/index.ts';
import { GMQ_CFG_OPTIONS } from '../src/config/gmq-cfg.ts';
import { UPSTREAM_CONFORMANCE } from '../src/upstream-conformance.ts';
import { CLIENT } from './fixtures/open-queue.ts';
import { listen } from '../src/server/listen.ts';
import { createScratch } from './fixtures/scratch.ts';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8');

test('the example in the README runs and does what it says', () => {
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  // Inside the package, where its own name resolves, but not in node_modules, where Node takes no TypeScript.
  const folder = mkdtempSync(join(PACKAGE, 'test', '.readme-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, 'example.ts');
  writeFileSync(path, example);
  const { stdout, stderr, status } = spawnSync(process.execPath, [path], { cwd: createScratch(), encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  expect(stdout.split('\n').filter(Boolean).sort()).toEqual(['safe', 'temperature 1700000000 21.5']);
});

const DEFAULTS = { ...QUEUE_DEFAULTS, ...POLICY_DEFAULTS, ...SERVER_DEFAULTS };

test.each(Object.entries(DEFAULTS))('the README tells the default of %s', (name, value) => {
  const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}\``));
  expect(row?.split('|')[2]?.replaceAll('`', '').trim()).toBe(`${value}`);
});

test('the README names every channel and every code', () => {
  const names = (path: string, pattern: RegExp): string[] =>
    [...readFileSync(join(PACKAGE, 'src', path), 'utf8').matchAll(pattern)].map(([, name]) => name ?? '');
  const all = new Set([...names('diagnostics.ts', /'(gmq:[a-z:]+)'/g), ...names('errors.ts', /'(GMQ_[A-Z_]+)'/g)]);
  expect(all.size).toBeGreaterThan(15);
  expect([...all].filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

test.each(GMQ_CFG_OPTIONS.filter(({ section }) => section !== 'http' && section !== 'platform'))(
  'the README tells the default of [$section] $key',
  ({ section, key, default: value }) => {
    const row = readme.split('\n').find((line) => line.startsWith(`| \`[${section}] ${key}\``));
    expect(row?.split('|')[2]?.trim()).toBe(`\`${value}\``);
  },
);

/** A platform for the upstream of the README: a value per alias and second, as long as it is up. */
async function openHttpPlatform() {
  const values = new Map<string, string>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      values.set(request.url ?? '', Buffer.concat(chunks).toString());
      response.writeHead(204).end();
    });
  });
  await listen(server, '127.0.0.1', 0);
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
    });
  };
  return { url: `http://127.0.0.1:${port}`, values, close };
}

test('the upstream of the README does what a queue relies on', async () => {
  const example = /```ts\n(\/\/ http-upstream.ts\n.*?)```/s.exec(readme)?.[1] ?? '';
  expect(example.split('\n').length).toBeLessThan(40);
  const folder = mkdtempSync(join(PACKAGE, 'test', '.readme-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, 'http-upstream.ts');
  writeFileSync(path, example);
  const { createHttpUpstream } = (await import(path)) as { createHttpUpstream: (url: string) => Upstream };
  for (const { check } of UPSTREAM_CONFORMANCE) {
    await check({
      async open() {
        const { url, values, close } = await openHttpPlatform();
        return {
          upstream: createHttpUpstream(url),
          client: CLIENT,
          read: (alias) =>
            Promise.resolve(new Map([...values].map(([at, value]) => [Number(at.split(`/${alias}/`)[1]), value]))),
          goOffline: close,
          close,
        };
      },
    });
  }
});
