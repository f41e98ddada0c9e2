import { expect, test } from 'vitest';
import { createInstaller } from '../../src/install/installer.ts';
import { CONF, fakeHost, writeApp } from '../fixtures/app.ts';
import { freshFolder, snapshot } from '../fixtures/folder.ts';
test('x', async () => {
  const folder = await freshFolder();
  const path = await writeApp(folder, 'coffee.v1.tar.gz', {
    'install.sh': '#!/bin/sh\necho one\necho two >&2\necho three $GWE_APP_NAME $GWE_APP_VERSION; pwd\n',
    'supervisor.conf': CONF,
  });
  const host = fakeHost();
  const i = createInstaller({ stateDir: folder + '/state', host });
  console.log(await i.install({ path }), await i.inventory(), host.calls, await snapshot(folder));
});
