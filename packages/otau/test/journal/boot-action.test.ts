import { expect, test } from 'vitest';
import { type BootAction, decideBootAction, JOURNAL_BOUNDS } from '../../src/journal/boot-action.ts';
import { type Operation } from '../../src/journal/operation.ts';
import { managedOperation, NEW_SHA, OLD_SHA, operation } from '../fixtures/operation.ts';

const facts = { current: OLD_SHA, bootId: 'boot', uptimeMs: 1000 };

test.each<[string, Operation, Partial<typeof facts>, BootAction]>([
  ['downloading', operation({ state: 'downloading' }), {}, 'forget'],
  ['staging', operation({ state: 'staging' }), {}, 'continue'],
  ['staged', operation({ state: 'staged' }), {}, 'continue'],
  ['installing of a legacy app', operation({ state: 'installing' }), {}, 'interrupt'],
  ['installing of a managed app', managedOperation({ state: 'installing' }), {}, 'rollBack'],
  ['switching before the link', managedOperation({ state: 'switching' }), {}, 'rollBack'],
  ['switching after the link', managedOperation({ state: 'switching' }), { current: NEW_SHA }, 'continue'],
  ['switching of a legacy app, whose script has run', operation({ state: 'switching' }), {}, 'continue'],
  ['probation', operation({ state: 'probation', deadlineUptimeMs: 2000 }), {}, 'continue'],
  ['probation that is over', operation({ state: 'probation', deadlineUptimeMs: 999 }), {}, 'rollBack'],
  [
    'probation of another boot, whatever its clock said',
    operation({ state: 'probation', deadlineUptimeMs: 999 }),
    { bootId: 'next' },
    'continue',
  ],
  [
    'probation that restarts again and again',
    operation({ state: 'probation', attempts: JOURNAL_BOUNDS.maxProbationAttempts }),
    { bootId: 'next' },
    'rollBack',
  ],
  ['committed', operation({ state: 'committed', saves: 1000 }), {}, 'continue'],
  ['rollingBack', operation({ state: 'rollingBack' }), {}, 'continue'],
  ['removing', operation({ state: 'removing', saves: 1000 }), {}, 'continue'],
  ['saves over the bound', operation({ state: 'staging', saves: JOURNAL_BOUNDS.maxSaves + 1 }), {}, 'quarantine'],
  [
    'saves over the bound once more',
    operation({ state: 'rollingBack', saves: JOURNAL_BOUNDS.maxSaves + 1, lastResort: true }),
    {},
    'giveUp',
  ],
])('found %s: what the table says (otau 3.3)', (_, found, more, action) => {
  expect(decideBootAction(found, { ...facts, ...more })).toBe(action);
});
