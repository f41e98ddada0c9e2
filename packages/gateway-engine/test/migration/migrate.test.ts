import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createConfFolder } from '@gateway-engine/supervisor-bridge';
import { beforeEach, expect, test } from 'vitest';

import { createEngineConfig } from '../../src/configuration/engine-config.ts';
import { createGatewayCfg } from '../../src/configuration/gateway-cfg.ts';
import { readLegacyApps } from '../../src/migration/legacy-apps.ts';
import { migrate, type MigrationOptions } from '../../src/migration/migrate.ts';
import { type GatewayPaths, gatewayPaths } from '../../src/paths.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const CIK = 'c'.repeat(40);
let old: string;
let paths: GatewayPaths;
let options: MigrationOptions;

beforeEach(async () => {
  old = await temporaryFolder();
  await mkdir(join(old, 'etc/exosite/gwe'), { recursive: true });
  await mkdir(join(old, 'etc/supervisor/conf.d'), { recursive: true });
  await writeFile(
    join(old, 'etc/exosite/gwe/Gateway.cfg'),
    `[device]\ncik = ${CIK}\nmodel = m\nvendor = v\nuuid = 00:11:22:33:44:55\niface = eth0\n`,
  );
  await writeFile(
    join(old, 'etc/exosite/gwe/Engine.config'),
    '[gwe]\nupdate_interval = 3600\napps = [{"counter": 1}]\n',
  );
  await writeFile(join(old, 'etc/supervisor/conf.d/counter.conf'), '[program:counter]\ncommand = /bin/cat\n');
  await writeFile(join(old, 'etc/supervisor/conf.d/bad.conf'), '[program:bad]\n');
  paths = gatewayPaths(await temporaryFolder());
  await mkdir(paths.supervisorConfDir, { recursive: true });
  const confFolder = createConfFolder({ dir: paths.supervisorConfDir });
  options = { from: old, paths, confFolder, dryRun: false, force: false };
});

test('takes over identity, settings, versions and programs; what would stop supervisord is left', async () => {
  const before = await readFile(join(old, 'etc/exosite/gwe/Gateway.cfg'), 'utf8');
  const migration = await migrate(options);
  expect(migration.programs).toEqual(['counter']);
  expect(migration.left).toEqual([expect.stringContaining('bad.conf: SUPERVISOR_CONF_REFUSED')]);
  expect(await createGatewayCfg(paths.gatewayCfg).read()).toEqual({
    cik: CIK,
    model: 'm',
    vendor: 'v',
    uuid: '00:11:22:33:44:55',
    iface: 'eth0',
  });
  expect((await createEngineConfig(paths.engineConfig).read()).updateIntervalS).toBe(3600);
  expect(await readLegacyApps(paths.stateDir)).toEqual([{ name: 'counter', version: '1' }]);
  expect(await readFile(join(paths.supervisorConfDir, 'counter.conf'), 'utf8')).toContain('command = /bin/cat');
  expect(await readFile(join(old, 'etc/exosite/gwe/Gateway.cfg'), 'utf8')).toBe(before);
});

test('can be repeated, and says before it does anything what it would do', async () => {
  const planned = await migrate({ ...options, dryRun: true });
  expect(await createGatewayCfg(paths.gatewayCfg).read()).toMatchObject({ cik: '', uuid: '' });
  expect(await migrate(options)).toEqual(planned);
  expect(await migrate(options)).toEqual(planned);
});

test('a gateway that is somebody else already does not become this one unasked', async () => {
  await createGatewayCfg(paths.gatewayCfg).update({ uuid: 'another' });
  await expect(migrate(options)).rejects.toMatchObject({ code: 'GATEWAY_CONFIG_INVALID' });
  await migrate({ ...options, force: true });
  expect((await createGatewayCfg(paths.gatewayCfg).read()).uuid).toBe('00:11:22:33:44:55');
});
