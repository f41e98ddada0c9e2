import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildPackage } from '@gateway-engine/otau';
import { expect, onTestFinished, test, vi } from 'vitest';

import { createEngineConfig } from '../../src/configuration/engine-config.ts';
import { createGatewayCfg } from '../../src/configuration/gateway-cfg.ts';
import { gatewayPaths } from '../../src/paths.ts';
import { writeApp } from '../fixtures/app.ts';
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
    // Commands of the test's own, if it has any, come first.
    env: { ...process.env, GWE_ROOT: root, PATH: `${join(root, 'bin')}:${process.env['PATH'] ?? ''}` },
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

test('a stop in the middle of an install ends its script; the next start reports it and does not repeat it (otau 3.3)', async () => {
  const { emulator, root } = await setUp();
  const installScript = '#!/bin/sh\necho run >> "$GWE_ROOT/runs"\nexec sleep 600\n';
  const buildfilePath = await writeApp(join(root, 'src'), { name: 'slow', version: '1', installScript });
  const { path } = await buildPackage({ buildfilePath, env: { PATH: '/usr/bin:/bin' } });
  emulator.uploadContent({ vendor: DEVICE.vendor, model: DEVICE.model }, 'slow.v1.tar.gz', await readFile(path));
  emulator.write(DEVICE, { engine_fetch: '{"install":[{"name":"slow.v1.tar.gz"}]}' });

  const first = spawnGwe(root);
  await vi.waitFor(() => access(join(root, 'runs')), { timeout: 15_000 });
  first.kill('SIGTERM');
  expect((await once(first, 'exit'))[0]).toBe(0);

  const second = spawnGwe(root, '--once');
  expect((await once(second, 'exit'))[0]).toBe(0);
  expect(emulator.read(DEVICE, 'fetch_status')?.text).toContain('slow.v1.tar.gz: failed (OTAU_INTERRUPTED)');
  expect(await readFile(join(root, 'runs'), 'utf8')).toBe('run\n');
});

test('a stop while supervisorctl hangs is a clean one, and at once (supervisord 0)', async () => {
  const { root } = await setUp();
  const hanging = join(root, 'bin/supervisorctl');
  await mkdir(join(root, 'bin'));
  await writeFile(hanging, '#!/bin/sh\necho asked > "$GWE_ROOT/asked"\nexec sleep 600\n');
  await chmod(hanging, 0o755);
  const child = spawnGwe(root);
  await vi.waitFor(() => access(join(root, 'asked')), { timeout: 15_000 });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
