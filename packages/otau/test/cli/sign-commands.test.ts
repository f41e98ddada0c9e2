import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseManifest } from '../../src/trust/manifest.ts';
import { writeApp } from '../fixtures/app.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { otau } from '../fixtures/otau.ts';

test('a package that was changed after it was signed does not verify (otau 4.1)', async () => {
  const cwd = await freshFolder();
  const path = await writeApp(cwd, 'a.v1.tar.gz', { 'install.sh': '#!/bin/sh\n' });
  await otau(cwd, 'keygen', 'k', '--unprotected');
  const traits = ['--sequence', '3', '--arch', 'pdp11', '--managed', '--healthy-seconds', '5'];
  const signed = await otau(cwd, 'sign', 'a.v1.tar.gz', '--key', 'k.key', ...traits);
  expect(signed.stdout).toBe(`${path}.otau.json\n${path}.otau.json.minisig\n`);
  expect(parseManifest(await readFile(`${path}.otau.json`))).toMatchObject({
    ...{ sequence: 3, arch: 'pdp11', managed: true },
    health: { healthySeconds: 5 },
  });
  expect(await otau(cwd, 'verify', 'a.v1.tar.gz', '--keys', 'k.pub')).toMatchObject({ exitCode: 0 });
  await appendFile(join(cwd, 'a.v1.tar.gz'), 'x');
  const changed = await otau(cwd, 'verify', 'a.v1.tar.gz', '--keys', 'k.pub');
  expect(changed).toMatchObject({ exitCode: 1 });
  expect(changed.stderr).toContain('OTAU_MANIFEST_INVALID');
});
