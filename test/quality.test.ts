import { execa } from 'execa';
import { expect, test } from 'vitest';

import { ROOT } from './workspace.ts';

/** Runs one of the workspace's own tools. All of its output is in the failure. */
async function check(command: string, ...args: readonly string[]): Promise<void> {
  const { exitCode, all } = await execa(command, args, { cwd: ROOT, preferLocal: true, all: true, reject: false });
  expect(exitCode, all).toBe(0);
}

test('the linter finds nothing', async () => {
  await check('eslint', '.');
});

test('every file is formatted', async () => {
  await check('prettier', '--check', '.');
});

test('nothing is exported, depended on or left lying without use', async () => {
  await check('knip');
});
