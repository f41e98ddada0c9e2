import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeApp } from '../fixtures/app.ts';
import { snapshot } from '../fixtures/folder.ts';
import { SCRIPT, setUp } from '../fixtures/installer.ts';
import { confOf, managedTrust, programHost } from '../fixtures/programs.ts';
import { quickClock } from '../fixtures/quick-clock.ts';
import { matching } from '../fixtures/text.ts';

async function twoVersions(options: Parameters<typeof setUp>[0] = {}) {
  const host = programHost();
  const made = await setUp({ host, clock: quickClock(), ...options });
  for (const version of ['1', '2']) {
    const files = {
      'install.sh': `${SCRIPT}echo ${version} >> ${made.folder}/copied\n`,
      'supervisor.conf': confOf(`v${version}`),
    };
    await made.installer.install({ path: await writeApp(made.folder, `a.v${version}.tar.gz`, files) });
  }
  return { ...made, host };
}

test('going back installs a legacy version again, from its kept tarball (otau 3.4)', async () => {
  const { installer, host, folder, stateDir } = await twoVersions();
  expect(await installer.rollback('a')).toMatchObject({ name: 'a', version: '1', outcome: 'installed' });
  expect(await readFile(join(folder, 'copied'), 'utf8')).toBe('1\n2\n1\n');
  expect(host.confs.get('a')).toBe(confOf('v1'));
  expect(await installer.inventory()).toMatchObject([{ version: '1', previous: { version: '2' } }]);
  const state = await snapshot(stateDir);
  const [row] = await installer.inventory();
  expect(state['apps/a/current']).toBe(`-> ${row?.sha256 ?? ''}`);
  expect(await installer.rollback('a')).toMatchObject({ version: '2' });
});

test('going back to a managed version is switching a link: no script runs (otau 3.4)', async () => {
  const { installer, host, folder } = await twoVersions({ trust: managedTrust() });
  expect(await installer.rollback('a')).toMatchObject({ version: '1', output: '' });
  expect(await readFile(join(folder, 'copied'), 'utf8')).toBe('1\n2\n');
  expect(host.confs.get('a')).toBe(confOf('v1'));
});

test('what is not there cannot be gone back to, and the error says what is (otau 3.4)', async () => {
  const { installer, stateDir } = await twoVersions();
  await expect(installer.rollback('b')).rejects.toMatchObject({
    code: 'OTAU_NOT_INSTALLED',
    message: matching(/Installed are: a\./),
  });
  const [row] = await installer.inventory();
  await rm(join(stateDir, 'packages', `${row?.previous?.sha256 ?? ''}.tar.gz`));
  await expect(installer.rollback('a')).rejects.toMatchObject({
    code: 'OTAU_STATE_CORRUPT',
    message: matching(/gone/),
  });
  await installer.uninstall('a');
  await expect(installer.uninstall('a')).rejects.toMatchObject({ code: 'OTAU_NOT_INSTALLED' });
});

test('the first version has none before it', async () => {
  const { folder, installer } = await setUp();
  await installer.install({ path: await writeApp(folder, 'a.v1.tar.gz', { 'install.sh': SCRIPT }) });
  await expect(installer.rollback('a')).rejects.toMatchObject({ code: 'OTAU_NO_PREVIOUS' });
});
