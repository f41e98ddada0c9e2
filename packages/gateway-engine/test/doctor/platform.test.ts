import { expect, test } from 'vitest';

import { createEngineConfig } from '../../src/configuration/engine-config.ts';
import { createGatewayCfg } from '../../src/configuration/gateway-cfg.ts';
import { lookAtPlatform } from '../../src/doctor/platform.ts';
import { gatewayPaths } from '../../src/paths.ts';
import { DEVICE, startPlatform } from '../fixtures/platform.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

async function setUp() {
  const { emulator, client } = await startPlatform();
  const paths = gatewayPaths(await temporaryFolder());
  await createEngineConfig(paths.engineConfig).update({ platformUrl: emulator.url });
  await createGatewayCfg(paths.gatewayCfg).update({ vendor: DEVICE.vendor, cik: await client.activate(DEVICE) });
  const verdicts = async (now?: () => number) =>
    (await lookAtPlatform(paths, now === undefined ? {} : { now })).map(({ what, verdict }) => `${what} ${verdict}`);
  return { emulator, paths, verdicts };
}

test('a platform that answers and takes the CIK is good', async () => {
  const { verdicts } = await setUp();
  expect(await verdicts()).toEqual(['platform ok', 'clock ok', 'credential ok']);
});

test('a CIK that was withdrawn is a failure', async () => {
  const { emulator, verdicts } = await setUp();
  emulator.enableDevice(DEVICE);
  expect(await verdicts()).toEqual(['platform ok', 'clock ok', 'credential failure']);
});

test('a clock that stands in 1970 is a warning', async () => {
  const { verdicts } = await setUp();
  expect(await verdicts(() => 0)).toContain('clock warning');
});

test('a platform that cannot be reached is a failure that names it', async () => {
  const { emulator, paths } = await setUp();
  await emulator.goOffline();
  const [finding, ...others] = await lookAtPlatform(paths);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ verdict: 'failure', found: expect.stringContaining(emulator.url) as string });
});
