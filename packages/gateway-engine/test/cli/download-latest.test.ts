import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { createEngineConfig } from '../../src/configuration/engine-config.ts';
import { createGatewayCfg } from '../../src/configuration/gateway-cfg.ts';
import { gatewayPaths } from '../../src/paths.ts';
import { gweWith } from '../fixtures/gwe.ts';
import { DEVICE, startPlatform } from '../fixtures/platform.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

async function setUp(link: string) {
  const { emulator, client } = await startPlatform();
  const root = await temporaryFolder();
  const paths = gatewayPaths(root);
  const { vendor, model } = DEVICE;
  await createEngineConfig(paths.engineConfig).update({ platformUrl: emulator.url });
  await createGatewayCfg(paths.gatewayCfg).update({ vendor, model, cik: await client.activate(DEVICE) });
  emulator.uploadContent(DEVICE, 'gmq-master/latest.lnk', Buffer.from(link));
  emulator.uploadContent(DEVICE, 'gmq-master/gmq.v10_0ca92e7.tar.gz', Buffer.from('the package'));
  const cwd = await temporaryFolder();
  return { cwd, download: (area: string) => gweWith({ root, cwd }, '--download-latest', area) };
}

test('fetches what the link names, and prints where it is (gwe 20)', async () => {
  const { cwd, download } = await setUp('gmq.v10_0ca92e7.tar.gz\n');
  const path = join(cwd, 'gmq.v10_0ca92e7.tar.gz');
  expect(await download('gmq-master')).toMatchObject({ code: 0, stdout: `${path}\n` });
  expect(await readFile(path, 'utf8')).toBe('the package');
});

test('a link that leads elsewhere is not followed', async () => {
  const { cwd, download } = await setUp('../../../etc/cron.d/evil');
  const { code, stderr } = await download('gmq-master');
  expect(code).toBe(1);
  expect(stderr).toContain('OTAU_NAME_INVALID');
  expect(await readdir(cwd)).toEqual([]);
});

test('an area that there never was is a usage error', async () => {
  const { download } = await setUp('x');
  expect((await download('nightly')).code).toBe(2);
});
