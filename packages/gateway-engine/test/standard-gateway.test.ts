import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import type { Emulator } from '@gateway-engine/exosite-emulator';
import { buildPackage, formatKeySet, generateSecretKey, keySetOf, signPackage } from '@gateway-engine/otau';
import { expect, onTestFinished, test } from 'vitest';

import { createEngineConfig, type EngineSettings } from '../src/configuration/engine-config.ts';
import { createGatewayCfg } from '../src/configuration/gateway-cfg.ts';
import { gatewayPaths } from '../src/paths.ts';
import { createStandardGateway, defaultPlatformUrl } from '../src/standard-gateway.ts';
import { type AppFiles, writeApp } from './fixtures/app.ts';
import { DEVICE, startPlatform } from './fixtures/platform.ts';
import { startSupervisord } from './fixtures/supervisord.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';

const { serial, ...PRODUCT } = DEVICE;
const SLEEPER: AppFiles = {
  name: 'sleeper',
  version: '1',
  installScript: '#!/bin/sh\necho "installing into $GWE_ROOT"\n',
  supervisorConf: '[supervisord]\ncommand = sleep 600\nstartsecs = 0\n',
};

async function setUp(settings: Partial<EngineSettings> = {}) {
  const { emulator } = await startPlatform();
  const root = await temporaryFolder();
  const supervisord = await startSupervisord(root);
  const paths = gatewayPaths(root);
  await createGatewayCfg(paths.gatewayCfg).update({ ...PRODUCT, uuid: serial });
  await createEngineConfig(paths.engineConfig).update({ platformUrl: emulator.url, healthySeconds: 1, ...settings });
  const standard = await createStandardGateway({ root, version: '1.2.3', env: { PATH: '/usr/bin:/bin' } });
  onTestFinished(() => standard.close());
  return { emulator, supervisord, paths, gateway: standard.gateway, root };
}

/** A tarball as no build of ours makes it, packed by GNU tar. */
async function publishTarball(
  emulator: Emulator,
  folder: string,
  name: string,
  ...options: readonly string[]
): Promise<void> {
  await writeApp(folder, SLEEPER);
  await promisify(execFile)('tar', ['-czPf', 'package.tar.gz', ...options], { cwd: folder });
  emulator.uploadContent(PRODUCT, name, await readFile(join(folder, 'package.tar.gz')));
}

async function publishApp(emulator: Emulator, folder: string, app: AppFiles): Promise<void> {
  const { path } = await buildPackage({ buildfilePath: await writeApp(folder, app), env: { PATH: '/usr/bin:/bin' } });
  emulator.uploadContent(PRODUCT, `${app.name}.v${app.version}.tar.gz`, await readFile(path));
}

const command = (name: string): string => JSON.stringify({ install: [{ name }] });

test('an app goes over the air from the content area to RUNNING (gwe 70, 93, 94, 100, 155)', async () => {
  const { emulator, supervisord, gateway, root } = await setUp();
  await publishApp(emulator, join(root, 'src'), SLEEPER);
  emulator.write(DEVICE, { engine_fetch: command('sleeper.v1.tar.gz') });
  await gateway.once();
  expect((await supervisord.control.statusOf('sleeper'))?.state).toBe('RUNNING');
  expect(emulator.read(DEVICE, 'fetch_status')?.text).toMatch(
    new RegExp(`^installing into ${root}\nsleeper 1: installed, exit code 0, .*program RUNNING$`),
  );
  expect(emulator.read(DEVICE, 'engine_report')?.text).toContain('"status":"RUNNING"');
});

test.each([
  [
    'content that does not exist (gwe 78)',
    'none.v1.tar.gz',
    undefined,
    /none\.v1\.tar\.gz: failed \(OTAU_DOWNLOAD_FAILED\): /,
  ],
  [
    'a name that is no package name (otau 1.1)',
    'nonsense.zip',
    undefined,
    /nonsense\.zip: failed \(OTAU_NAME_INVALID\)/,
  ],
  [
    'a script that fails (gwe 70)',
    'sleeper.v1.tar.gz',
    { ...SLEEPER, installScript: '#!/bin/sh\necho no room\nexit 3\n' },
    /^no room\nsleeper\.v1\.tar\.gz: failed \(OTAU_SCRIPT_FAILED, exit code 3\)/,
  ],
  [
    'a conf without [supervisord] (gwe 93)',
    'sleeper.v1.tar.gz',
    { ...SLEEPER, supervisorConf: '[program:x]\ncommand = sleep 600\n' },
    /failed \(OTAU_CONF_REFUSED\): .*\[supervisord\]/s,
  ],
])('%s is answered in fetch_status, and nothing is half done', async (_case, fileName, app, answer) => {
  const { emulator, supervisord, paths, gateway, root } = await setUp();
  if (app !== undefined) await publishApp(emulator, join(root, 'src'), app);
  emulator.write(DEVICE, { engine_fetch: command(fileName) });
  await gateway.once();
  expect(emulator.read(DEVICE, 'fetch_status')?.text).toMatch(answer);
  expect(emulator.read(DEVICE, 'engine_fetch')?.text).toBe('');
  expect(await readdir(paths.supervisorConfDir)).toEqual([]);
  expect(await supervisord.control.status()).toEqual([]);
  expect(emulator.read(DEVICE, 'engine_report')?.text).toBe('{"apps":[]}');
});

test.each([
  ['without an installer (otau 1.2)', ['supervisor.conf'], /failed \(OTAU_PACKAGE_INVALID\): .*install\.sh/],
  ['with a path that escapes (otau 2.3)', ['--transform', 's,^,../,', 'install.sh'], /failed \(OTAU_ENTRY_ESCAPES\): /],
])('a tarball %s is refused, and nothing of it remains', async (_case, options, answer) => {
  const { emulator, paths, gateway, root } = await setUp();
  await publishTarball(emulator, join(root, 'src'), 'sleeper.v1.tar.gz', ...options);
  emulator.write(DEVICE, { engine_fetch: command('sleeper.v1.tar.gz') });
  await gateway.once();
  expect(emulator.read(DEVICE, 'fetch_status')?.text).toMatch(answer);
  expect(await readdir(join(paths.stateDir, 'staging'))).toEqual([]);
  expect(await readdir(join(paths.stateDir, 'apps'))).toEqual([]);
  expect(await readdir(paths.supervisorConfDir)).toEqual([]);
});

test('the platform is that of the vendor unless the configuration says otherwise (exosite 6)', () => {
  expect(defaultPlatformUrl('acme')).toBe('https://acme.m2.exosite.com');
  expect(defaultPlatformUrl('')).toBe('https://m2.exosite.com');
});

test('where signatures are required, what is not signed is refused, and what is signed well is installed (otau 4.2)', async () => {
  const { emulator, gateway, root, paths } = await setUp({ signatures: 'required' });
  const key = generateSecretKey();
  await writeFile(paths.keySet, formatKeySet(keySetOf(key.publicKey)));
  const app = { name: 'once', version: '1', installScript: '#!/bin/sh\ntrue\n' };
  const { path } = await buildPackage({ buildfilePath: await writeApp(join(root, 'src'), app) });
  emulator.uploadContent(PRODUCT, 'once.v1.tar.gz', await readFile(path));
  emulator.write(DEVICE, { engine_fetch: command('once.v1.tar.gz') });
  await gateway.once();
  expect(emulator.read(DEVICE, 'fetch_status')?.text).toContain('OTAU_SIGNATURE_MISSING');

  const { manifestPath, signaturePath } = await signPackage(path, [key]);
  for (const file of [manifestPath, signaturePath])
    emulator.uploadContent(PRODUCT, basename(file), await readFile(file));
  emulator.write(DEVICE, { engine_fetch: command('once.v1.tar.gz') });
  await gateway.once();
  expect(emulator.read(DEVICE, 'fetch_status')?.text).toContain('once 1: installed');
});
