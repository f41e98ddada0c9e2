import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeApp } from '../fixtures/app.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { otau } from '../fixtures/otau.ts';

test('one package that fails does not hold up the others, and makes the exit code 1', async () => {
  const cwd = await freshFolder();
  const root = ['--root', 'gateway'];
  await writeApp(cwd, 'bad.v1.tar.gz', { 'install.sh': '#!/bin/sh\nexit 7\n' });
  await writeApp(cwd, 'good.v1.tar.gz', { 'install.sh': '#!/bin/sh\nexit 100\n' });
  const { exitCode, stdout, stderr } = await otau(cwd, 'install', ...root, 'bad.v1.tar.gz', 'good.v1.tar.gz');
  expect([exitCode, stdout]).toEqual([1, 'good 1: restartEngine\n']);
  expect(stderr).toContain('(OTAU_SCRIPT_FAILED)');
  expect(stderr).toContain('good ended with exit code 100');
  expect((await otau(cwd, 'list', ...root)).stdout).toMatch(/^NAME .*\ngood +1 /);
});

test('rollback goes to the version before, and says so first with --dry-run (otau 3.4)', async () => {
  const cwd = await freshFolder();
  const root = ['--root', 'gateway'];
  for (const version of ['1', '2']) {
    await writeApp(cwd, `a.v${version}.tar.gz`, { 'install.sh': `#!/bin/sh\necho ${version}\n` });
    await otau(cwd, 'install', ...root, `a.v${version}.tar.gz`);
  }
  const rehearsed = await otau(cwd, 'rollback', '--dry-run', ...root, 'a');
  expect(rehearsed.stdout).toBe('would go back from a 2 to 1\n');
  expect((await otau(cwd, 'rollback', ...root, 'a')).stdout).toBe('a 1: installed\n');
});

test('a package or folder that is not there is named', async () => {
  const cwd = await freshFolder();
  const { exitCode, stderr } = await otau(cwd, 'install', '--root', 'gateway', 'nowhere');
  expect(exitCode).toBe(1);
  expect(stderr).toContain(join(cwd, 'nowhere'));
});

test('recover says what it would do', async () => {
  const cwd = await freshFolder();
  const { stdout } = await otau(cwd, 'recover', '--dry-run', '--root', 'gateway');
  expect(stdout).toBe('nothing was interrupted\n');
});
