import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildPackage } from '../../src/build/build.ts';
import { checkBuildfile } from '../../src/build/check-buildfile.ts';
import { createApp } from '../../src/scaffold/create-app.ts';
import { freshFolder, snapshot } from '../fixtures/folder.ts';

test.each([
  ['program', 'sh'],
  ['program', 'python'],
  ['program', 'node'],
  ['one-off', 'sh'],
] as const)(
  'what it writes for a %s in %s builds, and checks without a finding (otau 1.4, 1.6)',
  async (kind, language) => {
    const folder = join(await freshFolder(), 'new', 'app');
    const { buildfilePath, files } = await createApp({ folder, name: 'coffee', kind, language });
    expect(await checkBuildfile(buildfilePath)).toMatchObject({ ok: true, findings: [] });
    const built = await buildPackage({ buildfilePath });
    expect(built.findings).toEqual([]);
    expect(built.path).toBe(join(folder, 'coffee.v1.tar.gz'));
    expect(files.includes('supervisor.conf')).toBe(kind === 'program');
  },
);

test('nothing is overwritten, and nothing is written beside what is there', async () => {
  const folder = await freshFolder();
  await writeFile(join(folder, 'install.sh'), 'mine');
  await expect(createApp({ folder, name: 'coffee' })).rejects.toMatchObject({
    code: 'OTAU_IO_FAILED',
    message: expect.stringContaining('already has install.sh') as unknown,
  });
  expect(await snapshot(folder)).toEqual({ 'install.sh': 'mine' });
});

test('a name that no package may have is refused before anything is written (otau 1.1)', async () => {
  const folder = await freshFolder();
  for (const name of ['gwe', 'a.b', '']) {
    await expect(createApp({ folder, name })).rejects.toMatchObject({ code: 'OTAU_NAME_INVALID' });
  }
  expect(await snapshot(folder)).toEqual({});
});

test('the README names the package', async () => {
  const folder = await freshFolder();
  await createApp({ folder, name: 'coffee', version: '1.2' });
  expect(await readFile(join(folder, 'README.md'), 'utf8')).toContain('coffee.v1.2.tar.gz');
});
