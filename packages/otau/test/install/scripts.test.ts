import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createScripts, type ScriptRequest } from '../../src/install/scripts.ts';
import { freshFolder } from '../fixtures/folder.ts';
import { matching } from '../fixtures/text.ts';

async function request(text: string, changes: Partial<ScriptRequest> = {}): Promise<ScriptRequest> {
  const cwd = await freshFolder();
  await writeFile(join(cwd, 'install.sh'), text, { mode: 0o755 });
  return {
    kind: 'install.sh',
    shebang: text.split('\n', 1)[0] ?? '',
    cwd,
    env: { PATH: '/usr/bin:/bin' },
    timeoutMs: 30_000,
    maxOutputBytes: 1000,
    clock: systemClock,
    ...changes,
  };
}

test('runs the file itself in its tree and gives exit code, output and time (gwe 90)', async () => {
  const run = await request('#!/bin/sh\necho "$0"; ls\nexit 9\n');
  const result = await createScripts().run(run);
  expect(result).toMatchObject({ exitCode: 9, output: './install.sh\ninstall.sh\n', timedOut: false });
  expect(result.durationMs).toBeGreaterThanOrEqual(0);
});

test('keeps the beginning and the end of a long output (otau 3.5)', async () => {
  const { output } = await createScripts().run(await request('#!/bin/sh\necho begin; yes | head -n 9000; echo end\n'));
  expect(output).toMatch(/^begin\n/);
  expect(output).toMatch(/end\n$/);
  expect(output.length).toBeLessThan(1100);
});

test('says which interpreter is missing', async () => {
  await expect(createScripts().run(await request('#!/opt/none/bash -e\n'))).rejects.toMatchObject({
    code: 'OTAU_SCRIPT_NOT_STARTED',
    message: matching(/"\/opt\/none\/bash"/),
  });
});
