import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runValidator } from '../../src/folder/validator.ts';
import { temporaryFolder } from '../support/folders.ts';
import { errorOf } from '../support/refusal.ts';
import { containing, matching } from '../support/matchers.ts';

function staged(text: string): string {
  const path = join(temporaryFolder(), 'main');
  writeFileSync(path, text);
  return path;
}

function fakePython(script: string): string {
  const path = join(temporaryFolder(), 'python');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

test('accepts and refuses what supervisord does (supervisord 1.7)', async () => {
  expect(await runValidator(staged('[supervisord]\n[program:a]\ncommand=/bin/true\n'), {})).toBe('accepted');
  const refused = await runValidator(staged('[supervisord]\n[program:a]\ncommand=/bin/true\nuser=no-such-user\n'), {});
  expect(refused).toEqual({
    line: 0,
    key: 'supervisord',
    message: matching(/^Invalid user name no-such-user/u),
  });
});

test('reads the conf in the environment of supervisord, and keeps the names of its variables to itself', async () => {
  const path = staged('[supervisord]\n[program:a]\ncommand=/bin/true %(ENV_MINE)s %(ENV_OTHER)s\n');
  const both = { MINE: '1', OTHER: '2' };
  expect(await runValidator(path, { environment: both })).toBe('accepted');
  const refused = await runValidator(path, { environment: { MINE: '1' } });
  expect(refused).toEqual({ line: 0, key: 'supervisord', message: containing("'ENV_OTHER'") });
  expect(JSON.stringify(refused)).not.toMatch(/Available|ENV_MINE,/u);
});

test('is absent where there is no Python or no supervisor package', async () => {
  expect(await runValidator('/x', { pythonPath: '/nonexistent/python3' })).toBe('absent');
  expect(await runValidator('/x', { pythonPath: fakePython('exit 86') })).toBe('absent');
});

test('does not wait for ever, and does not take a crash for a verdict', async () => {
  const hung = await errorOf(() => runValidator('/x', { pythonPath: fakePython('exec sleep 60'), timeoutMs: 50 }));
  expect(hung.code).toBe('SUPERVISOR_HUNG');
  const crashed = await errorOf(() => runValidator('/x', { pythonPath: fakePython('echo trouble >&2; exit 1') }));
  expect(crashed.code).toBe('SUPERVISOR_UNEXPECTED');
  expect(crashed.message).toContain('trouble');
});

test('an abort rejects with its reason', async () => {
  const reason = new Error('enough');
  const running = runValidator('/x', { pythonPath: fakePython('exec sleep 60') }, AbortSignal.abort(reason));
  await expect(running).rejects.toBe(reason);
});
