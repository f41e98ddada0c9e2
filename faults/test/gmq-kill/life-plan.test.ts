import { expect, test } from 'vitest';
import { FAULT_POINTS } from '../../src/gmq-kill/fault-points.ts';
import { formatPlan, planLife } from '../../src/gmq-kill/life-plan.ts';
import { createRandom } from '../../src/random.ts';

function planMany(seed: number, withStrace: boolean) {
  const random = createRandom(seed);
  return Array.from({ length: 300 }, (_, number) => planLife(random, number, withStrace));
}

test('every point of the way and every kind of end comes up', () => {
  const names = new Set(planMany(1, true).map(formatPlan));
  expect([...names].sort()).toEqual([...FAULT_POINTS, 'fdatasync', 'fsync', 'opening', 'pwrite64', 'serving'].sort());
});

test('the same seed plans the same lives; without strace none needs it', () => {
  expect(planMany(5, true)).toEqual(planMany(5, true));
  expect(planMany(5, false).some(({ kind }) => kind === 'systemCall')).toBe(false);
});
