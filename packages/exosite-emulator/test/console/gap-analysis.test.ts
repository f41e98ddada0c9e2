import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyseGaps } from '../../src/console/gap-analysis.ts';

test('finds the gap in a rhythm and counts what is missing', () => {
  const timestamps = [0, 10, 20, 30, 40, 100, 110, 120];
  expect(analyseGaps(timestamps)).toEqual({ rhythmSeconds: 10, gaps: [{ from: 40, to: 100, missing: 5 }] });
});

test('tells the newest gap first', () => {
  const { gaps } = analyseGaps([0, 10, 20, 30, 90, 100, 110, 200, 210]);
  expect(gaps.map(({ from }) => from)).toEqual([110, 30]);
});

test('a jitter is no gap', () => {
  expect(analyseGaps([0, 9, 21, 30, 42, 50, 61]).gaps).toEqual([]);
});

test.each([[[]], [[5]], [[0, 10, 20]], [[0, 1, 500, 501, 9000, 20_000, 20_100]]])(
  '%j has no rhythm: too few, or events',
  (timestamps) => {
    expect(analyseGaps(timestamps)).toEqual({ gaps: [] });
  },
);

test('gaps always lie within the series and miss at least one value', () => {
  const series = fc
    .uniqueArray(fc.nat(100_000), { maxLength: 200 })
    .map((values) => values.sort((left, right) => left - right));
  fc.assert(
    fc.property(series, (timestamps) => {
      for (const { from, to, missing } of analyseGaps(timestamps).gaps) {
        expect(timestamps).toContain(from);
        expect(timestamps).toContain(to);
        expect(missing).toBeGreaterThanOrEqual(1);
      }
    }),
  );
});
