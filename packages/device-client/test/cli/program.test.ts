import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { NOBODY } from '../fixtures/client.ts';
import { gdc } from '../fixtures/gdc.ts';
import { CIK, reply, startPlatform } from '../fixtures/scripted-platform.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const MANIFEST: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

test('runs from source, with results on stdout and an exit code of 0', async () => {
  const platform = await startPlatform([reply(200, 'a=1')]);
  const env = { ...process.env, GDC_URL: platform.url, GDC_CIK: CIK };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [MAIN, 'read', '-', 'a'], { env });
  expect({ stdout, stderr }).toEqual({ stdout: '1\n', stderr: '' });
});

test('runs from source and fails with an exit code of 1', async () => {
  const run = promisify(execFile)(process.execPath, [MAIN, '--url', NOBODY, 'timestamp']);
  await expect(run).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('ECONNREFUSED') as string,
  });
});

test.each(['-h', '--help'])('%s teaches: commands, examples, exit codes (gwe J120)', async (flag) => {
  const { code, stdout } = await gdc([flag]);
  expect(code).toBe(0);
  for (const text of ['write <CIK> <ALIAS> <VALUE>', 'GDC_URL', 'GDC_CIK', 'Examples:', 'Exit codes:']) {
    expect(stdout).toContain(text);
  }
});

test.each(['-v', '--version'])('%s prints the version (gwe J120)', async (flag) => {
  const { code, stdout } = await gdc([flag]);
  expect(code).toBe(0);
  expect(MANIFEST).toMatchObject({ version: stdout.trim() });
});

test('-b prints the build id: the version of the package (gwe J120)', async () => {
  const { code, stdout } = await gdc(['-b']);
  expect({ code, manifest: MANIFEST }).toMatchObject({ code: 0, manifest: { version: stdout.trim() } });
});

test.each(['-p', '--path'])('%s prints the folder of the package (gwe J120)', async (flag) => {
  const { code, stdout } = await gdc([flag]);
  expect(code).toBe(0);
  expect(existsSync(join(stdout.trim(), 'package.json'))).toBe(true);
});

test.each([[[]], [['write']], [['write', CIK, 'a', '1', 'more']], [['read', CIK]], [['--nope']]])(
  '%j is a usage error: exit code 2, nothing on stdout',
  async (args) => {
    const { code, stdout, stderr } = await gdc(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
    expect(stderr).not.toContain(CIK);
  },
);

test('a URL that is none is a usage error', async () => {
  expect(await gdc(['--url', 'nope', 'timestamp'])).toMatchObject({ code: 2, stdout: '' });
});
