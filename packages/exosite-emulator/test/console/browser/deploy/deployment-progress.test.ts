import { expect, test } from 'vitest';
import {
  countTargets,
  lastLineOf,
  outcomeOf,
  runsDeployed,
  stageOf,
} from '../../../../console/deploy/deployment-progress.ts';

const target = { vendor: 'v', model: 'm', serial: '1', sentAt: 1 };

test.each([
  ['Hello\nhello 1: installed, exit code 0, 0.4 s\n', 'installed'],
  ['x 2: installed, reboot wanted, exit code 101, 1.0 s', 'installed'],
  ['x.v1.tar.gz: failed (OTAU_SCRIPT, exit code 3): the script failed', 'failed'],
  ['x.v1.tar.gz: interrupted: power or the engine was lost', 'failed'],
  ['done, exit code 7', 'failed'],
  ['error: earlier\nthen some output of an old script', 'reported'],
  ['', 'reported'],
])('%j: %s', (report, outcome) => {
  expect(outcomeOf(report)).toBe(outcome);
});

test('counts where the devices stand', () => {
  const targets = [
    { ...target, state: 'sent' },
    { ...target, state: 'pickedUp' },
    { ...target, state: 'reported', report: 'ok' },
    { ...target, state: 'reported', report: 'whatever' },
    { ...target, state: 'reported', report: 'failed' },
    { ...target, state: 'superseded' },
  ] as const;
  expect(countTargets(targets)).toEqual({ total: 6, waiting: 1, working: 1, done: 2, failed: 2 });
  expect(targets.map(stageOf)).toEqual(['sent', 'pickedUp', 'installed', 'reported', 'failed', 'superseded']);
});

test('knows whether the device runs what was deployed, once it tells', () => {
  const running = { version: '2', status: 'RUNNING' };
  expect(runsDeployed({ ...target, state: 'reported', running }, 'a.v2.tar.gz')).toBe(true);
  expect(runsDeployed({ ...target, state: 'reported', running }, 'a.v3.tar.gz')).toBe(false);
  expect(runsDeployed({ ...target, state: 'reported' }, 'a.v3.tar.gz')).toBeUndefined();
  expect(lastLineOf('a\n b \n\n')).toBe('b');
});
