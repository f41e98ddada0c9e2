import { expect, test } from 'vitest';
import { planConfs, planGroups } from '../../src/apply/plan.ts';

test('removes what nobody desires, except what is kept', () => {
  const wanted = new Map([['a', '']]);
  expect(planConfs(wanted, ['a', 'b', 'gwe', 'GMQ'], ['gwe', 'gmq'])).toEqual({ removed: ['b'] });
});

test('orders the steps: removed, changed, added; kept ones are not touched', () => {
  expect(planGroups({ added: ['a', 'gwe'], changed: ['b'], removed: ['c', 'gmq'] }, ['gwe', 'gmq'])).toEqual([
    { kind: 'removed', name: 'c' },
    { kind: 'changed', name: 'b' },
    { kind: 'added', name: 'a' },
  ]);
});
