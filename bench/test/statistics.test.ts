import { expect, test } from 'vitest';

import { median, percentile, ratios } from '../src/statistics.ts';

test('the median is the middle sample, or the mean of the two middle ones', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBe(0);
});

test('a percentile is a sample that so many others do not exceed', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile(hundred, 0)).toBe(1);
  expect(percentile(hundred, 1)).toBe(100);
});

test('ratios compare the samples of one round with each other', () => {
  expect(ratios([2, 9], [4, 3])).toEqual([0.5, 3]);
});
