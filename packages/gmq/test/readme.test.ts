import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { QUEUE_DEFAULTS, SERVER_DEFAULTS } from '../src/index.ts';
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

test.each([...Object.entries(QUEUE_DEFAULTS), ...Object.entries(SERVER_DEFAULTS)])(
  'the README tells the default of %s',
  (name, value) => {
    const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}\``));
    expect(row?.split('|')[2]?.replaceAll('`', '').trim()).toBe(`${value}`);
  },
);

test('the README names every channel and every code', () => {
  const names = (path: string, pattern: RegExp): string[] =>
    [...readFileSync(join(PACKAGE, 'src', path), 'utf8').matchAll(pattern)].map(([, name]) => name ?? '');
  const all = new Set([...names('diagnostics.ts', /'(gmq:[a-z:]+)'/g), ...names('errors.ts', /'(GMQ_[A-Z_]+)'/g)]);
  expect(all.size).toBeGreaterThan(15);
  expect([...all].filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
