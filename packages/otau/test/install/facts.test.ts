import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFacts, readRetained } from '../../src/install/facts.ts';
import { resolveOptions } from '../../src/install/options.ts';
import { appPackage, CONF, fakeHost, writeApp } from '../fixtures/app.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { digest } from '../fixtures/installer.ts';

async function setUp() {
  const folder = await freshFolder();
  return { folder, options: resolveOptions({ stateDir: join(folder, 'state'), host: fakeHost() }) };
}

test('finds root, installer and conf (otau 1.2, 1.3)', async () => {
  const { folder, options } = await setUp();
  const path = await writeApp(folder, 'a.v1.tar.gz', { 'top/install.sh': '#!/bin/sh\n', 'top/supervisor.conf': CONF });
  expect(await readFacts(options, path, undefined)).toMatchObject({
    root: 'top',
    installer: 'install.sh',
    supervisorConf: CONF,
    entries: 2,
  });
});

test('a package that could not be installed is refused with all findings (otau 1.2, 1.6)', async () => {
  const { folder, options } = await setUp();
  const path = await writeApp(folder, 'a.v1.tar.gz', { readme: '', '.DS_Store': '' });
  await expect(readFacts(options, path, undefined)).rejects.toMatchObject({
    code: 'OTAU_PACKAGE_INVALID',
    findings: [{ severity: 'error' }, { severity: 'warning' }],
  });
});

test('a kept tarball must still be what its name says (otau 3.3)', async () => {
  const { options } = await setUp();
  const bytes = appPackage({ 'install.sh': '#!/bin/sh\n' });
  const sha256 = digest(bytes);
  await mkdir(options.layout.packages, { recursive: true });
  await expect(readRetained(options, sha256, undefined)).rejects.toMatchObject({ code: 'OTAU_STATE_CORRUPT' });
  await writeFile(options.layout.package(sha256), bytes);
  expect(await readRetained(options, sha256, undefined)).toMatchObject({ root: '', installer: 'install.sh' });
  await writeFile(options.layout.package(sha256), appPackage({ 'install.sh': '#!/bin/sh\n', more: '' }));
  await expect(readRetained(options, sha256, undefined)).rejects.toMatchObject({ code: 'OTAU_STATE_CORRUPT' });
});
