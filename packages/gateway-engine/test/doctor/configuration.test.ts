import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { expect, test } from 'vitest';

import { createGatewayCfg } from '../../src/configuration/gateway-cfg.ts';
import { lookAtConfiguration } from '../../src/doctor/configuration.ts';
import { gatewayPaths } from '../../src/paths.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

async function setUp() {
  const paths = gatewayPaths(await temporaryFolder());
  const verdicts = async () => (await lookAtConfiguration(paths)).map(({ what, verdict }) => `${what} ${verdict}`);
  return { paths, verdicts };
}

test('a gateway that does not know who it is cannot work (gwe 33)', async () => {
  const { verdicts } = await setUp();
  expect(await verdicts()).toEqual(['Engine.config ok', 'product failure', 'serial failure', 'activation warning']);
});

test('a gateway that is set up is good; its CIK is shortened (gwe 128)', async () => {
  const { paths, verdicts } = await setUp();
  const cfg = createGatewayCfg(paths.gatewayCfg);
  await cfg.update({ vendor: 'acme', model: 'gw', iface: 'lo', cik: 'abcdefgh'.repeat(5) });
  expect(await verdicts()).toEqual(['Engine.config ok', 'product ok', 'serial ok', 'activation ok']);
  expect(JSON.stringify(await lookAtConfiguration(paths))).not.toContain('abcdefghabcdefgh');
  await cfg.update({ iface: 'nope0' });
  expect(await verdicts()).toContain('serial failure');
});

test('a file with the credential that others may read is a warning, with the command that mends it', async () => {
  const { paths } = await setUp();
  await createGatewayCfg(paths.gatewayCfg).update({ uuid: 'S-1' });
  await chmod(paths.gatewayCfg, 0o644);
  expect(await lookAtConfiguration(paths)).toContainEqual({
    what: 'Gateway.cfg',
    verdict: 'warning',
    found: 'others may read it (mode 644)',
    advice: `chmod 600 ${paths.gatewayCfg}`,
  });
});

test('a file that cannot be used is a failure with all its mistakes', async () => {
  const { paths } = await setUp();
  await mkdir(dirname(paths.engineConfig), { recursive: true });
  await writeFile(paths.engineConfig, '[engine]\nupdate_intervall = 5\ndebug_level = LOUD\n');
  const [finding] = await lookAtConfiguration(paths);
  expect(finding?.verdict).toBe('failure');
  expect(finding?.found).toMatch(/update_interval\?[\s\S]*LOUD/);
});
