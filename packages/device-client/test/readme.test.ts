import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { WATCH_DEFAULTS } from '../src/calls/watch.ts';
import { DEVICE_CLIENT_DEFAULTS } from '../src/options.ts';
import { RETRY_DEFAULTS } from '../src/retry/retry.ts';
import { USAGE_LEDGER_DEFAULTS } from '../src/usage/ledger.ts';
import { makeFolder } from './fixtures/folder.ts';
import { CIK, reply, reset, startPlatform, type Reply } from './fixtures/scripted-platform.ts';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const DIAGNOSTICS = readFileSync(new URL('../src/diagnostics.ts', import.meta.url), 'utf8');
const ERRORS = readFileSync(new URL('../src/errors.ts', import.meta.url), 'utf8');

const EXAMPLES = [...README.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);

/** Runs an example as it stands against a platform that answers by script; resolves with what it prints. */
async function runExample(named: string, replies: readonly Reply[], env: Readonly<Record<string, string>> = {}) {
  const platform = await startPlatform(replies);
  // Inside the package, where its own name resolves, but not in node_modules, where Node takes no TypeScript.
  const folder = mkdtempSync(fileURLToPath(new URL('.readme-', import.meta.url)));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const file = join(folder, 'example.ts');
  writeFileSync(file, EXAMPLES.find((code) => code.includes(named)) ?? '');
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', file], {
    env: { ...process.env, PLATFORM_URL: platform.url, CIK, ...env },
  });
  return { stdout, platform };
}

test('the first example runs as it stands and prints what it says', async () => {
  expect(EXAMPLES[0]).toContain('writeRead');
  const { stdout, platform } = await runExample('writeRead', [
    reply(200, CIK),
    reply(200, 'engine_fetch=%7B%22install%22%3A%5B%5D%7D'),
    reply(409, 'temperature=1700000000'),
  ]);
  expect(stdout).toBe('{"install":[]}\nnot stored: temperature at 1700000000\n');
  expect(platform.requests).toHaveLength(3);
});

test('the example of watching runs', async () => {
  const { stdout } = await runExample('client.watch', [
    reply(200, '1408088308'),
    reply(200, 'engine_fetch=x'),
    reply(200, 'engine_fetch=', { 'Last-Modified': '1408088412' }),
  ]);
  expect(stdout).toBe('x undefined\n 1408088412\n');
});

test('the example of repeating runs: the read survives a reset', async () => {
  const { stdout, platform } = await runExample('retry(', [reset, reply(200, 'setpoint=21'), reply(204)]);
  expect(stdout).toBe('21\n');
  expect(platform.requests[2]?.body).toBe('setpoint_seen=21');
});

test('the example of the ledger runs: the budget ends it', async () => {
  const { stdout, platform } = await runExample('createUsageLedger', [reply(204)], {
    USAGE_FILE: join(makeFolder(), 'usage.db'),
    BUDGET: '1',
  });
  expect(stdout).toBe('the budget of this month is used up\nwrite:temperature\n');
  expect(platform.requests).toHaveLength(1);
});

test('the example of management runs', async () => {
  const results = (result: unknown): Reply => reply(200, JSON.stringify([{ id: 0, status: 'ok', result }]));
  const replies = [reply(205), reply(205), results(null), results([[1_408_088_308, 'done']])];
  const { stdout } = await runExample('createManagementClient', replies, { VENDOR_TOKEN: 'token' });
  expect(stdout).toBe('done\n');
});

test('the example for ported code runs', async () => {
  const cfg = join(makeFolder(), 'device.cfg');
  writeFileSync(cfg, "[device]\ncik = ''\nmodel = m\nvendor = v\nuuid = s\n");
  const platform = await startPlatform([reply(200, CIK), reply(204)]);
  const { stdout } = await runExample('createDevice(', [], { CFG: cfg, PLATFORM: platform.url });
  expect(stdout).toBe('Response code: 204, Response body: , success: True\n');
  expect(readFileSync(cfg, 'utf8')).toContain(CIK);
});

test('no example stands there unexecuted', () => {
  expect(EXAMPLES).toHaveLength(6);
});

test('names every error code', () => {
  for (const [code] of ERRORS.matchAll(/DEVICE_CLIENT_[A-Z_]+/g)) expect(README).toContain(`\`${code}\``);
});

test.each([
  ['createDeviceClient', DEVICE_CLIENT_DEFAULTS],
  ['watch', WATCH_DEFAULTS],
  ['retry', RETRY_DEFAULTS],
  ['createUsageLedger', USAGE_LEDGER_DEFAULTS],
])('names every option of %s with its default', (_name, defaults) => {
  for (const [name, value] of Object.entries(defaults) as [string, unknown][]) {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
    expect(README.replaceAll(',', '')).toMatch(new RegExp(`\\| \`${name}\` +\\| \`?${String(value)}\`? `));
  }
});

test('names every diagnostics channel', () => {
  for (const [, name] of DIAGNOSTICS.matchAll(/channel\('([^']+)'\)/g)) expect(README).toContain(`\`${name ?? ''}\``);
});
