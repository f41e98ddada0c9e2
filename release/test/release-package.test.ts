import { execFile } from 'node:child_process';
import { appendFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { createEmulator } from '@gateway-engine/exosite-emulator';
import { buildPackage, checkPackage } from '@gateway-engine/otau';
import { createSupervisord } from '@gateway-engine/supervisor-bridge';
import { expect, onTestFailed, onTestFinished, test } from 'vitest';

import { buildRelease } from '../src/release-package.ts';
import { createReleasedGateway, temporaryFolder } from './gateway.ts';

const run = promisify(execFile);
const DEVICE = { vendor: 'acme', model: 'acme', serial: 'S-1' };

async function release(version: string): Promise<string> {
  return (await buildRelease({ version, outDir: await temporaryFolder(), apps: [] })).path;
}

/** A release whose engine answers every question and dies as soon as it is to work. */
async function brokenRelease(version: string): Promise<string> {
  const folder = await temporaryFolder();
  await run('tar', ['xzf', await release(version), '-C', folder]);
  const file = join(folder, 'gateway-engine/gateway-engine.mjs');
  const crash = "if (process.argv.length === 3 && process.argv[2] === 'gwe') process.exit(7);\n";
  await writeFile(file, crash + (await readFile(file, 'utf8')));
  const buildfilePath = join(folder, 'release.json');
  await writeFile(buildfilePath, JSON.stringify({ name: 'GatewayEngine', version, includes: ['gateway-engine'] }));
  return (await buildPackage({ buildfilePath })).path;
}

test('the package has the documented layout, passes the check of a gateway, and stays small (gwe 109)', async () => {
  const path = await release('2.0.0');
  expect(await checkPackage(path)).toMatchObject({ ok: true, name: 'GatewayEngine', version: '2.0.0' });
  const { stdout } = await run('tar', ['tzf', path]);
  for (const name of ['install.sh', 'LICENSE.txt', 'apps_to_install/', 'init/', 'specs/gwe.spec']) {
    expect(stdout.split('\n')).toContain(`gateway-engine/${name}`);
  }
  expect((await stat(path)).size).toBeLessThan(1_200_000);
});

test('the same sources give the same bytes (otau 1.5)', async () => {
  const [first, second] = [await release('2.0.0'), await release('2.0.0')];
  expect((await readFile(first)).equals(await readFile(second))).toBe(true);
});

test('installs into an empty folder, tests itself, and an upgrade keeps what was configured (gwe 37, 82, 110, 111, 114, 152, 153)', async () => {
  const gateway = await createReleasedGateway();
  const printed = await gateway.install(await release('2.0.0'));
  expect(printed).toContain('Self Test');
  expect(printed).not.toContain('FAIL');
  expect(printed).toContain('Installation Summary');
  for (const tool of ['gwe', 'gmq', 'gdc', 'otau', 'supervisor-bridge'])
    expect(await gateway.tool(tool, '--version')).toBe('2.0.0\n');
  expect(await gateway.tool('gwe', '--path')).toBe(`${gateway.root}/usr/lib/gateway-engine/2.0.0\n`);
  await gateway.tool('gwe', '--set-product-id', 'acme', '--set-uuid', 'S-1');
  await mkdir(join(gateway.root, 'etc/gateway-engine'), { recursive: true });
  await appendFile(join(gateway.root, 'etc/supervisor/conf.d/gwe.conf'), '; ours\n');
  await gateway.install(await release('2.0.1'));
  expect(await gateway.tool('gwe', '--version')).toBe('2.0.1\n');
  expect(await gateway.readText('etc/gateway-engine/Gateway.cfg')).toContain('uuid = S-1');
  expect(await gateway.readText('etc/supervisor/conf.d/gwe.conf')).toContain('; ours');
});

test('a version whose self test fails leaves the one before in use', async () => {
  const gateway = await createReleasedGateway();
  await gateway.install(await release('2.0.0'));
  const folder = await temporaryFolder();
  await run('tar', ['xzf', await release('2.0.1'), '-C', folder]);
  await writeFile(join(folder, 'gateway-engine/VERSION'), '2.0.2\n');
  const failed = run(join(folder, 'gateway-engine/install.sh'), { env: gateway.environment });
  await expect(failed).rejects.toMatchObject({ stdout: expect.stringContaining('2.0.0 is in use again') as string });
  expect(await gateway.tool('gwe', '--version')).toBe('2.0.0\n');
});

test(
  'updates itself over the air; a version that does not come up is put back by itself, and that is told (gwe 83, design 4.7)',
  { timeout: 180_000 },
  async () => {
    const gateway = await createReleasedGateway();
    await gateway.install(await release('2.0.0'));
    const platform = createEmulator();
    await platform.start();
    onTestFinished(() => platform.stop());
    platform.enableDevice(DEVICE);
    await gateway.tool('gwe', '--set-product-id', 'acme', '--set-uuid', 'S-1', '--set-update-interval', '1');
    await gateway.tool('gwe', '--set-platform-url', platform.url);

    const told = (text: string) =>
      new Promise<string>((resolve) => {
        const end = platform.onWrite((event) => {
          if (event.alias !== 'fetch_status' || !event.text.includes(text)) return;
          end();
          resolve(event.text);
        });
      });
    const deploy = async (path: string, fileName: string) => {
      platform.uploadContent(DEVICE, fileName, await readFile(path));
      platform.write(DEVICE, { engine_fetch: JSON.stringify({ install: [{ name: fileName }] }) });
    };
    const firstCheckIn = new Promise<void>((resolve) => {
      platform.onWrite(({ alias }) => {
        if (alias === 'engine_report') resolve();
      });
    });

    const supervisord = createSupervisord({ root: gateway.root, environment: gateway.environment });
    onTestFinished(() => supervisord.stop());
    onTestFailed(async () => {
      console.error(await gateway.readText('var/log/gwe.log'));
    });
    await supervisord.start();
    await firstCheckIn;

    const updated = told('GatewayEngine 2.0.1');
    await deploy(await release('2.0.1'), 'GatewayEngine.v2.0.1.tar.gz');
    expect(await updated).toContain('Installation Summary');
    expect(await gateway.tool('gwe', '--version')).toBe('2.0.1\n');

    const putBack = told('rolled back to 2.0.1');
    await deploy(await brokenRelease('2.0.2'), 'GatewayEngine.v2.0.2.tar.gz');
    expect(await putBack).toContain('GatewayEngine 2.0.2: rolled back to 2.0.1');
    expect(await gateway.tool('gwe', '--version')).toBe('2.0.1\n');
  },
);
