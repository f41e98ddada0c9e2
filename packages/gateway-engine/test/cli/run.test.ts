import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { expect, onTestFinished, test } from 'vitest';

import { createEngineConfig } from '../../src/configuration/engine-config.ts';
import { createGatewayCfg } from '../../src/configuration/gateway-cfg.ts';
import { gatewayPaths } from '../../src/paths.ts';
import { DEVICE, startPlatform } from '../fixtures/platform.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

async function setUp() {
  const { emulator } = await startPlatform();
  const root = await temporaryFolder();
  const paths = gatewayPaths(root);
  await createGatewayCfg(paths.gatewayCfg).update({ vendor: DEVICE.vendor, model: DEVICE.model, uuid: DEVICE.serial });
  await createEngineConfig(paths.engineConfig).update({ platformUrl: emulator.url });
  return { emulator, root, paths };
}

function spawnGwe(root: string, ...args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, GWE_ROOT: root },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Resolves when a line with this text has come. */
async function lineWith(child: ChildProcess, text: string): Promise<string> {
  let seen = '';
  for await (const chunk of child.stderr ?? []) {
    seen += String(chunk);
    const line = seen.split('\n').find((candidate) => candidate.includes(text));
    if (line !== undefined) return line;
  }
  throw new Error(`${text} never came; it said: ${seen}`);
}

test('runs until SIGTERM, then ends cleanly with 0 (gwe 1)', async () => {
  const { emulator, root } = await setUp();
  const child = spawnGwe(root);
  await lineWith(child, 'checked in');
  expect(emulator.read(DEVICE, 'engine_report')?.text).toContain('"apps"');
  child.kill('SIGTERM');
  expect((await once(child, 'exit'))[0]).toBe(0);
});

test('--once is one pass; the CIK is on disk and never in the log (gwe 8, 128)', async () => {
  const { emulator, root, paths } = await setUp();
  const child = spawnGwe(root, '--once', '-d', 'DEBUG');
  let log = '';
  child.stderr?.on('data', (chunk) => (log += String(chunk)));
  expect((await once(child, 'close'))[0]).toBe(0);
  const { cik } = await createGatewayCfg(paths.gatewayCfg).read();
  expect(cik).toBe(emulator.devices()[0]?.cik);
  expect(log).toContain('this is acme gateway S-1');
  expect(log).toContain('INFO checked in\n');
  expect(log).not.toContain(cik);
});

test('--once with the platform away fails in one line with exit code 1', async () => {
  const { emulator, root } = await setUp();
  await emulator.goOffline();
  const child = spawnGwe(root, '--once');
  expect(await lineWith(child, 'GATEWAY_NOT_ACTIVATED')).toContain('ECONNREFUSED');
  expect((await once(child, 'exit'))[0]).toBe(1);
});

test('--with-gmq serves the queue from the same process', async () => {
  const { root } = await setUp();
  const child = spawnGwe(root, '--with-gmq', '0');
  await lineWith(child, 'checked in');
  child.kill('SIGTERM');
  expect((await once(child, 'exit'))[0]).toBe(0);
});

test('a second engine for the same gateway is refused with what to do', async () => {
  const { root } = await setUp();
  const first = spawnGwe(root);
  await lineWith(first, 'checked in');
  const second = spawnGwe(root, '--once');
  expect(await lineWith(second, 'GATEWAY_ALREADY_RUNNING')).toContain('supervisorctl stop gwe');
  expect((await once(second, 'exit'))[0]).toBe(1);
});
