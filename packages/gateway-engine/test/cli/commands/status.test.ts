import { expect, test } from 'vitest';

import { createEngineConfig } from '../../../src/configuration/engine-config.ts';
import { createGatewayCfg } from '../../../src/configuration/gateway-cfg.ts';
import { gatewayPaths } from '../../../src/paths.ts';
import { gwe } from '../../fixtures/gwe.ts';
import { DEVICE, startPlatform } from '../../fixtures/platform.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

test('tells on one screen how a gateway fares that has checked in once', async () => {
  const { emulator } = await startPlatform();
  const root = await temporaryFolder();
  const paths = gatewayPaths(root);
  await createGatewayCfg(paths.gatewayCfg).update({ vendor: DEVICE.vendor, model: DEVICE.model, uuid: DEVICE.serial });
  await createEngineConfig(paths.engineConfig).update({ platformUrl: emulator.url });
  expect((await gwe(root, '--once')).code).toBe(0);
  const { code, stdout } = await gwe(root, 'status', '--gmq-url', 'http://127.0.0.1:9');
  expect(code).toBe(0);
  expect(stdout).toContain(`gateway   acme gateway S-1, activated\nplatform  ${emulator.url}\n`);
  expect(stdout).toMatch(/check-in {2}\d+ s ago\n/);
  const json: unknown = JSON.parse((await gwe(root, 'status', '--json')).stdout);
  expect(json).toMatchObject({ serial: 'S-1', activated: true, running: false, engine: { failures: 0 } });
});

test('apps lists what is installed even where supervisord does not run (gwe 56)', async () => {
  const { code, stdout } = await gwe(await temporaryFolder(), 'apps');
  expect(code).toBe(0);
  expect(stdout).toContain('States are not known: SUPERVISOR_');
  expect(stdout).toContain('No apps are installed.');
});
