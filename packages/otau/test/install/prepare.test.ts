import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeLayout } from '../../src/install/layout.ts';
import { resolveOptions } from '../../src/install/options.ts';
import { hostCall, preparePackage } from '../../src/install/prepare.ts';
import { parsePackageName } from '../../src/package/name.ts';
import { CONF, fakeHost, writeApp } from '../fixtures/app.ts';
import { freshFolder, snapshot } from '../fixtures/folder.ts';

test('leaves a checked tree in staging and the tarball under its digest; nothing has run (otau 3)', async () => {
  const folder = await freshFolder();
  const host = fakeHost();
  const options = resolveOptions({ stateDir: join(folder, 'state'), host });
  await makeLayout(options.layout);
  const files = { 'top/install.sh': '#!/bin/sh\nexit 1\n', 'top/supervisor.conf': CONF };
  const path = await writeApp(folder, 'a.v1.tar.gz', files);
  const prepared = await preparePackage({ path }, parsePackageName('a.v1.tar.gz'), options, undefined);
  expect(prepared).toMatchObject({ root: 'top', installer: 'install.sh', shebang: '#!/bin/sh', supervisorConf: CONF });
  expect(Object.keys(await snapshot(prepared.staged))).toContain('top/install.sh');
  expect(await readdir(options.layout.packages)).toEqual([`${prepared.sha256}.tar.gz`]);
  expect(host.calls).toEqual([`check a ${CONF}`]);
});

test('a package that could not be installed is refused with all findings (otau 1.2)', async () => {
  const folder = await freshFolder();
  const options = resolveOptions({ stateDir: join(folder, 'state'), host: fakeHost() });
  await makeLayout(options.layout);
  const path = await writeApp(folder, 'a.v1.tar.gz', { readme: '', '.DS_Store': '' });
  await expect(preparePackage({ path }, parsePackageName('a.v1.tar.gz'), options, undefined)).rejects.toMatchObject({
    code: 'OTAU_PACKAGE_INVALID',
    findings: [{ severity: 'error' }, { severity: 'warning' }],
  });
  expect(await readdir(options.layout.staging)).toEqual([]);
});

test('an abort during a call of the host comes out with its own reason', async () => {
  const signal = AbortSignal.abort('enough');
  const call = () => Promise.reject(new Error('interrupted'));
  await expect(hostCall('OTAU_APPLY_FAILED', 'x', signal, call)).rejects.toBe('enough');
});
