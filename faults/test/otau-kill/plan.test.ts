import { expect, test } from 'vitest';

import { planKills } from '../../src/otau-kill/plan.ts';
import { SCENARIOS } from '../../src/otau-power/scenarios.ts';
import { createRandom } from '../../src/random.ts';

const plan = (runs: number, canCut = true) => planKills({ runs, canCut, random: createRandom(1) });

test('every local scenario is killed at every state, with and without its power', () => {
  const all = plan(10_000);
  const local = SCENARIOS.flatMap(({ fetched }, index) => (fetched ? [] : [index]));
  expect([...new Set(all.map(({ scenario }) => scenario))]).toEqual(local);
  const ofFirst = all.filter(({ scenario }) => scenario === local[0]);
  expect(ofFirst.filter(({ power }) => power)).toHaveLength(ofFirst.length / 2);
  expect(ofFirst.filter(({ at }) => 'state' in at && at.state === 'probation')).toHaveLength(2);
});

test('a shorter plan is drawn from all of it, and a seed repeats it', () => {
  expect(plan(7)).toHaveLength(7);
  expect(plan(7)).toEqual(plan(7));
  expect(new Set(plan(7).map(({ scenario }) => scenario)).size).toBeGreaterThan(4);
});

test('where nothing can be mounted there are only kills', () => {
  expect(plan(10_000, false).some(({ power }) => power)).toBe(false);
});
