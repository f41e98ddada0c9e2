import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshFolder } from '../fixtures/folder.ts';
import { otau } from '../fixtures/otau.ts';
import { writeApp } from '../fixtures/app.ts';

test('check reports every finding of every file, and fails if one is an error (otau 1.6)', async () => {
  const cwd = await freshFolder();
  await writeApp(cwd, 'a.v1.tar.gz', { 'install.sh': '#!/bin/sh\n' });
  await writeApp(cwd, 'b.v1.tar.gz', { 'install.sh': 'no shebang\n', 'supervisor.conf': '[program:x]\n' });
  const { exitCode, stdout } = await otau(cwd, 'check', 'a.v1.tar.gz', 'b.v1.tar.gz');
  expect(exitCode).toBe(1);
  expect(stdout).toContain('a.v1.tar.gz: [PASS]');
  expect(stdout).toContain('b.v1.tar.gz: error: install.sh: install.sh must start with');
  expect(stdout).toContain('(OTAU_CONF_REFUSED)');
  expect(stdout).toContain('b.v1.tar.gz: [FAIL]');
  const lines = (await otau(cwd, 'check', '--json', 'a.v1.tar.gz')).stdout.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([{ file: 'a.v1.tar.gz', ok: true, findings: [] }]);
});

test('build prints JSON on demand, and says what is missing (otau 1.4)', async () => {
  const cwd = await freshFolder();
  await otau(cwd, 'create', 'look', '--kind', 'one-off', '--folder', '.');
  expect(JSON.parse((await otau(cwd, 'build', '--json')).stdout)).toMatchObject({ entries: 1, findings: [] });
  await writeFile(join(cwd, 'bad.json'), '{"name":"look","version":"1","includes":["missing"]}');
  const failed = await otau(cwd, 'build', 'bad.json');
  expect(failed).toMatchObject({ exitCode: 1, stdout: '' });
  expect(failed.stderr).toContain('"missing" is to be included');
});
