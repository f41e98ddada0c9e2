import { execFile } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

import packageJson from '../../package.json' with { type: 'json' };
import { gwe, gweWith } from '../fixtures/gwe.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('--version and --path print one line (gwe 3, 4)', async () => {
  const root = await temporaryFolder();
  expect(await gwe(root, '-v')).toMatchObject({ code: 0, stdout: `${packageJson.version}\n` });
  expect((await gwe(root, '-p')).stdout).toMatch(/gateway-engine\n$/);
});

test('--help teaches: every option, examples, exit codes (gwe 2)', async () => {
  const { code, stdout } = await gwe(await temporaryFolder(), '--help');
  expect(code).toBe(0);
  for (const text of ['--set-product-id', 'Examples:', 'Exit codes:', 'GWE_ROOT']) expect(stdout).toContain(text);
});

test('without activation --gateway-cik prints two apostrophes (gwe 7)', async () => {
  const root = await temporaryFolder();
  expect((await gwe(root, '--gateway-cik')).stdout).toBe("''\n");
  await gwe(root, '--set-cik', 'a'.repeat(40));
  expect((await gwe(root, '-C')).stdout).toBe(`${'a'.repeat(40)}\n`);
});

test('setters may be cut short, and the files are shown as they are (gwe 5, 6, 25)', async () => {
  const root = await temporaryFolder();
  const set = await gwe(root, '--set-prod', 'pid', '--set-uu', 'S-1', '--set-update', '60');
  expect(set).toMatchObject({ code: 0, stderr: '' });
  expect((await gwe(root, '--gateway-cfg')).stdout).toContain('vendor = pid\n');
  expect((await gwe(root, '--engine-conf')).stdout).toContain('update_interval = 60\n');
});

test('without a serial number it ends with 255 and says what to set (gwe 33)', async () => {
  const { code, stderr } = await gwe(await temporaryFolder());
  expect(code).toBe(255);
  expect(stderr).toMatch(/GATEWAY_NO_SERIAL.*--set-uuid/);
});

test('a mistyped option is a usage error with the nearest one named', async () => {
  const { code, stdout, stderr } = await gwe(await temporaryFolder(), '--set-uid', 'S-1');
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('--set-uuid');
});

test('a mistyped subcommand is a usage error with the nearest one named', async () => {
  const { code, stderr } = await gwe(await temporaryFolder(), 'statsu');
  expect(code).toBe(2);
  expect(stderr).toContain("unknown command 'statsu' (did you mean status?)");
});

test('an interface without a MAC address is an error in one line (gwe 23)', async () => {
  const root = await temporaryFolder();
  expect(await gwe(root, '--mac-address', 'nope0')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('nope0') as string,
  });
  expect((await gwe(root, '--mac-address', 'lo')).stdout).toBe('00:00:00:00:00:00\n');
});

test('a folder without a build file is built by name and version (gwe 10, 19)', async () => {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, 'install.sh'), '#!/bin/sh\ntrue\n');
  await chmod(join(cwd, 'install.sh'), 0o755);
  const built = await gweWith({ root: cwd, cwd }, '-y', '-n', 'counter', '-s', '7');
  expect(built).toMatchObject({ code: 0, stdout: `${join(cwd, 'counter.v7.tar.gz')}\n` });
  expect((await gweWith({ root: cwd, cwd }, '-n', 'counter')).code).toBe(2);
});

test('a reader that has read enough is no failure', async () => {
  const command = `"${process.execPath}" "${fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))}" --help | head -n 1`;
  const { stdout, stderr } = await promisify(execFile)('sh', ['-c', command]);
  expect({ stdout, stderr }).toEqual({ stdout: 'Usage: gwe [options] [command]\n', stderr: '' });
});
