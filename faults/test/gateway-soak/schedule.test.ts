import { expect, test } from 'vitest';

import { createRandom } from '../../src/random.ts';
import { DAY_MS, planDay } from '../../src/gateway-soak/schedule.ts';

test('the same seed plans the same day, and everything in it is on that day', () => {
  const plan = planDay(3, createRandom(5));
  expect(plan).toEqual(planDay(3, createRandom(5)));
  expect(plan.every(({ atMs }) => atMs >= 3 * DAY_MS && atMs < 4 * DAY_MS)).toBe(true);
});

test('everything that can happen does within a quarter of a year', () => {
  const random = createRandom(1);
  const kinds = new Set(
    Array.from({ length: 90 }, (_, day) => planDay(day, random)).flatMap((day) => day.map(({ kind }) => kind)),
  );
  expect([...kinds].sort()).toEqual(
    ['clockJump', 'cut', 'deploy', 'diskFull', 'fault', 'interval', 'nonsense', 'outage', 'reenable'].sort(),
  );
});
