import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';

import { createEmulator, type Emulator } from '../packages/exosite-emulator/src/index.ts';
import { buildPackage } from '../packages/otau/src/index.ts';
import { ROOT } from './workspace.ts';

const GATEWAY = { vendor: 'acme', model: 'gateway', serial: '0001' };
const SENSOR = { vendor: 'acme', model: 'sensor', serial: '0001' };

async function setUp(): Promise<{ readonly platform: Emulator; readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'example-'));
  const platform = createEmulator();
  await platform.start();
  onTestFinished(async () => {
    await platform.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return { platform, folder };
}

/** Runs an example as its README says, until it ends by itself. */
async function run(example: string, ...args: readonly string[]): Promise<string> {
  const main = join(ROOT, 'examples', example, 'main.ts');
  const { stdout } = await execa(process.execPath, [main, ...args], { timeout: 60_000 });
  return stdout;
}

/** Uploads packages whose scripts end with this code, and orders them. */
async function deploy(platform: Emulator, folder: string, names: readonly string[], exitCode: number): Promise<void> {
  for (const name of names) {
    const source = join(folder, name);
    await mkdir(source);
    await writeFile(join(source, 'install.sh'), `#!/bin/sh\nexit ${exitCode}\n`, { mode: 0o755 });
    const buildfilePath = join(source, 'build.json');
    await writeFile(buildfilePath, JSON.stringify({ name, version: '1', includes: ['install.sh'] }));
    const { path } = await buildPackage({ buildfilePath });
    platform.uploadContent(GATEWAY, `${name}.v1.tar.gz`, await readFile(path));
  }
  const install = names.map((name) => ({ name: `${name}.v1.tar.gz` }));
  platform.write(GATEWAY, { engine_fetch: JSON.stringify({ install }) });
}

test('minimal-gateway reports, installs, and ends when a package wishes for it', async () => {
  const { platform, folder } = await setUp();
  platform.enableDevice(GATEWAY);
  await deploy(platform, folder, ['restarter'], 100);
  expect(await run('minimal-gateway', join(folder, 'root'), platform.url)).toBe('ended: restartEngine');
  expect(platform.read(GATEWAY, 'fetch_status')?.text).toContain('restarter 1: installed, engine restart wanted');
  expect(platform.read(GATEWAY, 'engine_report')?.text).toContain('"restarter"');
});

test('own-reports adds its own value in the same round trip, and installs only what is on its list', async () => {
  const { platform, folder } = await setUp();
  platform.enableDevice(GATEWAY);
  await deploy(platform, folder, ['pump', 'game'], 0);
  expect(await run('own-reports', join(folder, 'root'), platform.url, 'pump', 'meter')).toBe('installed: pump 1');
  expect(platform.read(GATEWAY, 'load')?.text).toMatch(/^\[[\d.,]+\]$/);
  const status = platform.read(GATEWAY, 'fetch_status')?.text;
  expect(status).toContain('pump 1: installed');
  expect(status).toContain('game.v1.tar.gz: failed: this gateway installs only pump, meter');
});

test('embedded-queue keeps its values while there is no platform, and delivers them when there is one', async () => {
  const { platform, folder } = await setUp();
  platform.enableDevice(SENSOR);
  await platform.goOffline();
  expect(await run('embedded-queue', folder, platform.url)).toBe('0 delivered, 3 wait on the disk');
  await platform.goOnline();
  expect(await run('embedded-queue', folder, platform.url)).toBe('6 delivered, 0 wait on the disk');
  expect(platform.history(SENSOR, 'temperature')).toHaveLength(6);
});
