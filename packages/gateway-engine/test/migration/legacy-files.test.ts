import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import { findLegacyFiles } from '../../src/migration/legacy-files.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

async function rootWith(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await temporaryFolder();
  for (const [place, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, place)), { recursive: true });
    await writeFile(join(root, place), text);
  }
  return root;
}

test.each([
  'Gateway.cfg',
  'etc/exosite/gwe/Gateway.cfg',
  'usr/local/lib/python2.7/dist-packages/GatewayEngine-1.1.4-py2.7.egg/GatewayEngine/Gateway.cfg',
])('finds the old engine by %s (gwe 32)', async (place) => {
  const root = await rootWith({ [place]: '', [join(dirname(place), 'Engine.config')]: '' });
  const found = await findLegacyFiles(root);
  expect(found.gatewayCfg).toBe(join(root, place));
  expect(found.engineConfig).toBe(join(root, dirname(place), 'Engine.config'));
});

test('finds its programs, but for the engine and the queue themselves (gwe 94, 100)', async () => {
  const confs = ['b', 'a', 'gwe', 'gmq'].map((name) => [`etc/supervisor/conf.d/${name}.conf`, name] as const);
  const root = await rootWith({ 'Gateway.cfg': '', ...Object.fromEntries(confs) });
  const { confs: found, engineConfig } = await findLegacyFiles(root);
  expect(found.map(({ name, text }) => [name, text])).toEqual([
    ['a', 'a'],
    ['b', 'b'],
  ]);
  expect(engineConfig).toBeUndefined();
});

test('where there is none, the places that were looked at are named', async () => {
  await expect(findLegacyFiles(await rootWith({}))).rejects.toMatchObject({
    code: 'GATEWAY_NOTHING_TO_MIGRATE',
    message: expect.stringContaining('etc/exosite/gwe/Gateway.cfg') as string,
  });
});
