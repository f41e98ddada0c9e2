import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chartColumns, summarise, withLiveValues } from '../../../../console/device/series-model.ts';

const series = (...times: number[]) => ({
  points: times.map((timestamp) => ({ timestamp, text: String(timestamp) })),
  isCut: false,
});

test('stays in the order of time, one value per second, whatever comes', () => {
  const times = fc.array(fc.nat(50), { maxLength: 60 });
  fc.assert(
    fc.property(times, (arriving) => {
      const values = arriving.map((timestamp, index) => ({ timestamp, text: String(index) }));
      const { points } = withLiveValues(series(), values);
      expect(points.map(({ timestamp }) => timestamp)).toEqual(
        [...new Set(arriving)].sort((left, right) => left - right),
      );
      for (const { timestamp, text } of points) expect(text).toBe(String(arriving.lastIndexOf(timestamp)));
    }),
  );
});

test('drops the oldest beyond ten thousand, and says so', () => {
  const full = series(...Array.from({ length: 10_000 }, (_, index) => index));
  const next = withLiveValues(full, [{ timestamp: 10_000, text: 'x' }]);
  expect([next.points.length, next.points[0]?.timestamp, next.isCut]).toEqual([10_000, 1, true]);
});

test('charts numbers with an empty place in every gap', () => {
  const columns = chartColumns(series(0, 10, 20, 30, 40, 100, 110).points);
  expect(columns).toEqual({ times: [0, 10, 20, 30, 40, 70, 100, 110], numbers: [0, 10, 20, 30, 40, null, 100, 110] });
});

test('charts nothing if most values are no numbers', () => {
  expect(chartColumns([{ timestamp: 1, text: 'on' }])).toBeUndefined();
  expect(chartColumns([])).toBeUndefined();
  const mixed = ['1', '2', 'error'].map((text, timestamp) => ({ timestamp, text }));
  expect(chartColumns(mixed)?.numbers).toEqual([1, 2, null]);
});

test('sums up what is in view', () => {
  const columns = { times: [1, 2, 3, 4], numbers: [5, null, 1, 9] };
  expect(summarise(columns)).toEqual({ count: 3, min: 1, max: 9, mean: 5, last: 9 });
  expect(summarise(columns, { from: 1, to: 3 })).toMatchObject({ count: 2, last: 1 });
  expect(summarise(columns, { from: 2, to: 2 })).toBeUndefined();
});
