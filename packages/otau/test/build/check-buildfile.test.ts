import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkBuildfile } from '../../src/build/check-buildfile.ts';
import { freshFolder } from '../fixtures/folder.ts';

async function check(buildfile: Readonly<Record<string, unknown>>) {
  const folder = await freshFolder();
  await writeFile(join(folder, 'install.sh'), '');
  await writeFile(join(folder, 'b.json'), JSON.stringify({ name: 'app', version: '1', ...buildfile }));
  return checkBuildfile(join(folder, 'b.json'));
}

test('a good buildfile is ok (gwe 21)', async () => {
  expect(await check({ includes: ['install.sh'] })).toMatchObject({ ok: true, findings: [], package: { name: 'app' } });
});

test('a missing file is an error, unless pre-build commands may make it (gwe 105)', async () => {
  expect(await check({ includes: ['install.sh', 'lib'] })).toMatchObject({
    ok: false,
    findings: [{ severity: 'error', code: 'include-missing' }],
  });
  expect(await check({ includes: ['install.sh', 'lib'], pre_build_cmds: ['make'] })).toMatchObject({
    ok: true,
    findings: [{ severity: 'warning', code: 'include-missing' }],
  });
});

test('warns when no installer is named, and reports all errors of the buildfile', async () => {
  expect(await check({ includes: ['b.json'] })).toMatchObject({ ok: true, findings: [{ code: 'no-installer' }] });
  expect(await check({ includes: [], name: 'a b' })).toMatchObject({ ok: false, package: undefined });
});

test('rejects only if there is no such file', async () => {
  await expect(checkBuildfile('/nonexistent')).rejects.toMatchObject({ code: 'OTAU_IO_FAILED' });
});
