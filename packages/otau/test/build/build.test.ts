import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildPackage } from '../../src/build/build.ts';
import { checkPackage } from '../../src/package/check.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { matching } from '../fixtures/text.ts';

const SCRIPT = '#!/bin/sh\necho hello\n';

async function project(
  buildfile: Readonly<Record<string, unknown>>,
): Promise<{ folder: string; buildfilePath: string }> {
  const folder = await freshFolder();
  const buildfilePath = join(folder, 'gwe-buildfile.json');
  await writeFile(join(folder, 'install.sh'), SCRIPT, { mode: 0o755 });
  await writeFile(buildfilePath, JSON.stringify({ name: 'app', version: '1', includes: ['install.sh'], ...buildfile }));
  return { folder, buildfilePath };
}

test('builds what a device would install (gwe 107)', async () => {
  const { folder, buildfilePath } = await project({});
  const result = await buildPackage({ buildfilePath });
  expect(result).toMatchObject({ path: join(folder, 'app.v1.tar.gz'), entries: 1, findings: [] });
  expect(await checkPackage(result.path)).toMatchObject({ ok: true, name: 'app', version: '1', kind: 'script' });
  expect((await readFile(result.path)).length).toBe(result.sizeBytes);
});

test('the same input gives the same bytes, also with an earlier result lying about (otau 1.5)', async () => {
  const { buildfilePath } = await project({ includes: ['*'] });
  const first = await buildPackage({ buildfilePath });
  expect((await buildPackage({ buildfilePath })).sha256).toBe(first.sha256);
});

test('pre-build commands run first and may make the files; what they print is ours to give (gwe 11, 105)', async () => {
  const { folder, buildfilePath } = await project({
    includes: ['install.sh', 'made'],
    pre_build_cmds: ['echo made > made', 'echo progress >&2'],
    post_build_cmds: ['rm made'],
  });
  let output = '';
  const { entries } = await buildPackage({
    buildfilePath,
    onOutput: (chunk) => (output += Buffer.from(chunk).toString()),
  });
  expect(entries).toBe(2);
  expect(output).toBe('progress\n');
  expect(await readdir(folder)).not.toContain('made');
});

test('post-build commands run also when the build fails, and nothing half-built remains (otau 1.4)', async () => {
  const { folder, buildfilePath } = await project({
    includes: ['install.sh', 'missing'],
    post_build_cmds: ['touch cleaned', 'exit 9'],
  });
  await expect(buildPackage({ buildfilePath })).rejects.toMatchObject({
    code: 'OTAU_BUILD_FAILED',
    message: matching(/missing/),
  });
  expect((await readdir(folder)).sort()).toEqual(['cleaned', 'gwe-buildfile.json', 'install.sh']);
});

test('a package that a device would refuse is not built (gwe 11)', async () => {
  const { folder, buildfilePath } = await project({ includes: ['gwe-buildfile.json'] });
  await expect(buildPackage({ buildfilePath })).rejects.toMatchObject({
    code: 'OTAU_BUILD_FAILED',
    findings: [{ severity: 'error', code: 'OTAU_PACKAGE_INVALID' }],
  });
  expect(await readdir(folder)).not.toContain('app.v1.tar.gz');
});

test('a failing pre-build command, a bad buildfile and a missing one are typed errors', async () => {
  const { buildfilePath } = await project({ pre_build_cmds: ['false'] });
  await expect(buildPackage({ buildfilePath })).rejects.toMatchObject({ code: 'OTAU_BUILD_FAILED', exitCode: 1 });
  const bad = await project({ name: 'a b' });
  await expect(buildPackage(bad)).rejects.toMatchObject({ code: 'OTAU_BUILDFILE_INVALID' });
  await expect(buildPackage({ buildfilePath: '/nonexistent' })).rejects.toMatchObject({ code: 'OTAU_IO_FAILED' });
});

test('an abort stops a command and rejects with its reason', async () => {
  const { buildfilePath } = await project({ pre_build_cmds: ['echo started; sleep 60'] });
  const controller = new AbortController();
  const onOutput = () => {
    controller.abort('enough');
  };
  await expect(buildPackage({ buildfilePath, onOutput, signal: controller.signal })).rejects.toBe('enough');
});
