import { join } from 'node:path';

import { buildPackage } from '@gateway-engine/otau';
import { expect, test } from 'vitest';

import { writeApp } from '../../fixtures/app.ts';
import { gwe } from '../../fixtures/gwe.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

test('rollback puts the version before back, uninstall removes the app (otau 3.4, 3.11)', async () => {
  const root = await temporaryFolder();
  const tarballs = await Promise.all(
    ['1', '2'].map(async (version) => {
      const folder = join(root, `src-${version}`);
      const app = { name: 'app', version, installScript: `#!/bin/sh\necho this is ${version}\n` };
      return (await buildPackage({ buildfilePath: await writeApp(folder, app) })).path;
    }),
  );
  expect((await gwe(root, '--install-apps', ...tarballs)).code).toBe(0);
  const back = await gwe(root, 'rollback', 'app');
  expect(back).toMatchObject({ code: 0, stdout: expect.stringContaining('this is 1\napp 1: installed') as string });
  expect((await gwe(root, 'apps')).stdout).toMatch(/^app +1 /m);
  expect(await gwe(root, 'uninstall', 'app')).toMatchObject({ code: 0, stdout: 'app 1: removed\n' });
  const gone = await gwe(root, 'rollback', 'app');
  expect(gone).toMatchObject({ code: 1, stderr: expect.stringContaining('OTAU_') as string });
});
