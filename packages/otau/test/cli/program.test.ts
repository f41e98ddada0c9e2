import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshFolder } from '../fixtures/folder.ts';
import { otau } from '../fixtures/otau.ts';

test('from nothing to an installed app, and back', async () => {
  const cwd = await freshFolder();
  const root = ['--root', join(cwd, 'gateway')];
  expect((await otau(cwd, 'create', 'coffee')).stdout).toBe(`${join(cwd, 'coffee', 'gwe-buildfile.json')}\n`);
  const built = await otau(cwd, 'build', 'coffee/gwe-buildfile.json');
  const path = join(cwd, 'coffee', 'coffee.v1.tar.gz');
  expect(built).toEqual({ exitCode: 0, stdout: `${path}\n`, stderr: '' });
  expect((await otau(cwd, 'check', path)).stdout).toBe(`${path}: [PASS]\n`);

  await otau(cwd, 'keygen', 'release', '--unprotected');
  await otau(cwd, 'sign', path, '--key', 'release.key', '--sequence', '1');
  const verified = await otau(cwd, 'verify', path, '--keys', 'release.pub');
  expect(verified.stdout).toMatch(/signed by [0-9A-F]+\n$/);

  const trusted = [...root, '--keys', 'release.pub', '--signatures', 'required'];
  const rehearsed = await otau(cwd, 'install', '--dry-run', ...trusted, path);
  expect(rehearsed.stdout).toContain('coffee 1 would be installed');
  expect((await otau(cwd, 'list', ...root)).stderr).toBe('Nothing is installed.\n');
  // The folder stands for a USB stick.
  const installed = await otau(cwd, 'install', ...trusted, 'coffee');
  expect(installed).toMatchObject({ exitCode: 0, stdout: 'coffee 1: installed\n' });
  expect(installed.stderr).toContain('  | coffee 1 is in');
  const [row] = JSON.parse((await otau(cwd, 'list', '--json', ...root)).stdout) as readonly object[];
  expect(row).toMatchObject({ name: 'coffee', version: '1' });
  const conf = join(cwd, 'gateway/etc/supervisor/conf.d/coffee.conf');
  expect(await readFile(conf, 'utf8')).toContain('[program:coffee]');

  expect(await otau(cwd, 'rollback', ...root, 'coffee')).toMatchObject({ exitCode: 1 });
  expect((await otau(cwd, 'uninstall', '--dry-run', ...root, 'coffee')).stdout).toBe('would remove coffee 1\n');
  expect((await otau(cwd, 'uninstall', ...root, 'coffee')).stdout).toBe('coffee 1: removed\n');
  expect(await otau(cwd, 'recover', ...root)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
});

test('keys are rotated by a set that the old key and the new one have signed (otau 4.3)', async () => {
  const cwd = await freshFolder();
  for (const name of ['old', 'new']) await otau(cwd, 'keygen', name, '--unprotected');
  await writeFile(join(cwd, 'keys.json'), (await otau(cwd, 'keyset', 'old.pub')).stdout);
  await writeFile(join(cwd, 'next.json'), (await otau(cwd, 'keyset', 'new.pub', '--set-version', '2')).stdout);
  await otau(cwd, 'sign', '--add', 'next.json', '--key', 'new.key');
  const early = await otau(cwd, 'rotate', 'next.json', '--keys', 'keys.json');
  expect(early).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('OTAU_KEY_SET_INVALID') as unknown });
  await otau(cwd, 'sign', '--add', 'next.json', '--key', 'old.key');
  expect(await otau(cwd, 'rotate', 'next.json', '--keys', 'keys.json')).toMatchObject({ exitCode: 0 });
  expect((await otau(cwd, 'verify', 'next.json', '--keys', 'keys.json')).exitCode).toBe(0);
});

test('wrong arguments are exit code 2, and a failure is 1 with one line that says why', async () => {
  const cwd = await freshFolder();
  expect(await otau(cwd, 'frob')).toMatchObject({ exitCode: 2, stderr: "error: unknown command 'frob'\n" });
  expect(await otau(cwd, 'install', 'x')).toMatchObject({ exitCode: 2 });
  expect(await otau(cwd, 'keygen', 'a')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('--unprotected') as unknown,
  });
  const failed = await otau(cwd, 'check', 'missing.v1.tar.gz');
  expect(failed).toMatchObject({ exitCode: 1, stdout: '' });
  expect(failed.stderr).toMatch(/^otau: While checking .*missing\.v1\.tar\.gz.* \(OTAU_IO_FAILED\)\n$/);
  expect((await otau(cwd, 'install', '--help')).stdout).toContain('Exit codes:');
});
