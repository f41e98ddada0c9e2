import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { readLegacyApps, withLegacyApps, writeLegacyApps } from '../../src/migration/legacy-apps.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('remembers what the old engine had installed', async () => {
  const folder = await temporaryFolder();
  expect(await readLegacyApps(folder)).toEqual([]);
  const apps = [{ name: 'counter', version: '10_0ca92e7' }];
  await writeLegacyApps(folder, apps);
  expect(await readLegacyApps(folder)).toEqual(apps);
  await writeFile(join(folder, 'legacy-apps.json'), 'damaged');
  expect(await readLegacyApps(folder)).toEqual([]);
});

test('what this engine installed itself wins (gwe 58)', () => {
  const own = [{ name: 'counter', version: '2' }];
  const legacy = [
    { name: 'counter', version: '1' },
    { name: 'ntp', version: '1' },
  ];
  expect(withLegacyApps(own, legacy)).toEqual([
    { name: 'counter', version: '2' },
    { name: 'ntp', version: '1' },
  ]);
});
