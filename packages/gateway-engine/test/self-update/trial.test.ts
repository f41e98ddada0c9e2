import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { createTrial, TRIAL_MS } from '../../src/self-update/trial.ts';
import { createManualClock } from '../fixtures/manual-clock.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

async function setUp() {
  const folder = await temporaryFolder();
  const clock = createManualClock();
  const file = join(folder, 'engine-trial');
  await writeFile(file, '2 1 1\n');
  return { folder, clock, file, trial: createTrial(folder, '2', clock) };
}

test('a check-in ends the trial of a new version', async () => {
  const { clock, file, trial } = await setUp();
  await trial.pass();
  await expect(access(file)).rejects.toThrow('ENOENT');
  clock.advance(TRIAL_MS);
  expect(await trial.isOverdue()).toBe(false);
});

test('a version that has not checked in for long is overdue; one that is not on trial never is', async () => {
  const { folder, clock, trial } = await setUp();
  expect(await trial.isOverdue()).toBe(false);
  clock.advance(TRIAL_MS);
  expect(await trial.isOverdue()).toBe(true);
  const settled = createTrial(join(folder, 'nothing-here'), '2', clock);
  clock.advance(TRIAL_MS);
  expect(await settled.isOverdue()).toBe(false);
});

test('what launch.sh has to tell is told once', async () => {
  const { folder, trial } = await setUp();
  expect(await trial.readNotice()).toBeUndefined();
  await writeFile(join(folder, 'engine-notice'), 'GatewayEngine 2: rolled back to 1\n');
  expect(await trial.readNotice()).toBe('GatewayEngine 2: rolled back to 1');
  await trial.forgetNotice();
  expect(await trial.readNotice()).toBeUndefined();
});

test('the trial of a version that it has just installed is not its own', async () => {
  const { clock, file, trial } = await setUp();
  await writeFile(file, '3 2 0\n');
  await trial.pass();
  expect(await readFile(file, 'utf8')).toBe('3 2 0\n');
  clock.advance(TRIAL_MS);
  expect(await trial.isOverdue()).toBe(false);
});
