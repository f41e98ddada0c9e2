import { expect, test } from 'vitest';
import { missingOf, totalsOf } from '../../../../console/delivery/delivery-totals.ts';

const series = { vendor: 'v', model: 'm', serial: '1', alias: 'a', points: 9, firstAt: 0, lastAt: 9 };

test('sums up gaps and late values', () => {
  const late = { values: 4, maxDelaySeconds: 60, lastDelaySeconds: 5, lastArrivedAtMs: 1 };
  const broken = {
    ...series,
    late,
    gaps: [
      { from: 1, to: 5, missing: 3 },
      { from: 6, to: 9, missing: 2 },
    ],
  };
  expect(missingOf(broken)).toBe(5);
  expect(totalsOf({ series: [broken, { ...series, gaps: [] }], queues: [], leftOut: 2 })).toEqual({
    ...{ series: 4, withGaps: 1, missing: 5, lateValues: 4, maxDelaySeconds: 60 },
  });
});
