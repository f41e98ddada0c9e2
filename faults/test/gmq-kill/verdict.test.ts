import { expect, test } from 'vitest';
import { compareSeries } from '../../src/gmq-kill/verdict.ts';

const point = (text: string, timestamp: number) => ({ text, timestamp });

test('finds what is missing and what stands there twice', () => {
  const series = [point('a', 1), point('b', 2), point('a', 3), point('not acknowledged', 4)];
  expect(compareSeries(['a', 'b', 'c'], series)).toEqual({ lost: ['c'], duplicated: ['a'] });
});

test('a value that nobody was told of counts as doubled, but not as lost', () => {
  expect(compareSeries([], [point('a', 1), point('a', 2)])).toEqual({ lost: [], duplicated: ['a'] });
  expect(compareSeries([], [])).toEqual({ lost: [], duplicated: [] });
});
