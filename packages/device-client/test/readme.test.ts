import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { DEVICE_CLIENT_DEFAULTS } from '../src/options.ts';
import { CIK, reply, startPlatform } from './fixtures/scripted-platform.ts';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const ERRORS = readFileSync(new URL('../src/errors.ts', import.meta.url), 'utf8');

test('the first example runs as it stands and prints what it says', async () => {
  const example = /```ts\n(.*?)```/s.exec(README)?.[1] ?? '';
  // Inside the package, where its own name resolves, but not in node_modules, where Node takes no TypeScript.
  const folder = mkdtempSync(fileURLToPath(new URL('.readme-', import.meta.url)));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const platform = await startPlatform([
    reply(200, CIK),
    reply(200, 'engine_fetch=%7B%22install%22%3A%5B%5D%7D'),
    reply(409, 'temperature=1700000000'),
  ]);
  const file = join(folder, 'example.ts');
  writeFileSync(file, example);
  const { stdout } = await promisify(execFile)(process.execPath, [file], {
    env: { ...process.env, PLATFORM_URL: platform.url },
  });
  expect(stdout).toBe('{"install":[]}\nnot stored: temperature at 1700000000\n');
  expect(platform.requests).toHaveLength(3);
});

test('names every error code', () => {
  for (const [code] of ERRORS.matchAll(/DEVICE_CLIENT_[A-Z_]+/g)) expect(README).toContain(`\`${code}\``);
});

test('names every option with its default', () => {
  for (const [name, value] of Object.entries(DEVICE_CLIENT_DEFAULTS)) {
    if (typeof value === 'function') continue;
    expect(README.replaceAll(',', '')).toMatch(new RegExp(`\\| \`${name}\` +\\| \`?${value}\`? `));
  }
});
