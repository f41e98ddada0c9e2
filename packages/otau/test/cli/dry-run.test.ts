import { expect, test } from 'vitest';
import { writeApp } from '../fixtures/app.ts';
import { freshFolder, snapshot } from '../fixtures/folder.ts';
import { otau } from '../fixtures/otau.ts';

test('a rehearsal goes through all checks and changes nothing', async () => {
  const cwd = await freshFolder();
  const install = ['install', '--dry-run', '--root', 'gateway'];
  await writeApp(cwd, 'good.v1.tar.gz', { 'install.sh': '#!/bin/sh\n' });
  await writeApp(cwd, 'bad.v1.tar.gz', { 'readme.txt': 'no installer' });
  const before = await snapshot(cwd);
  const good = await otau(cwd, ...install, 'good.v1.tar.gz');
  expect(good.stdout).toContain('good.v1.tar.gz: good 1 would be installed (script, 1 entries,');
  const bad = await otau(cwd, ...install, 'bad.v1.tar.gz');
  expect(bad).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('would be refused') as unknown });
  await otau(cwd, 'keygen', 'k', '--unprotected');
  const unsigned = await otau(cwd, ...install, '--keys', 'k.pub', '--signatures', 'required', 'good.v1.tar.gz');
  expect(unsigned.stderr).toContain('OTAU_SIGNATURE_MISSING');
  expect(await snapshot(cwd)).toMatchObject(before);
  expect(Object.keys(await snapshot(cwd))).not.toContain('gateway/');
});
