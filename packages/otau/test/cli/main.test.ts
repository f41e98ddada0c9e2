import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

test('runs as a process: a failure is exit code 1 with one line that says why', async () => {
  await expect(promisify(execFile)(process.execPath, [MAIN, 'check', '/missing.v1.tar.gz'])).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^otau: While checking .*\(OTAU_IO_FAILED\)\n$/) as unknown,
  });
});
