import { expect, test } from 'vitest';
import { pagePart } from '../../../../console/controls/page-part.ts';

test('shows a part, and the last one if the list became shorter', () => {
  expect(pagePart([1, 2, 3, 4, 5], 1, 2)).toEqual({ page: 1, part: [3, 4] });
  expect(pagePart([1, 2, 3], 7, 2)).toEqual({ page: 1, part: [3] });
  expect(pagePart([], 3, 2)).toEqual({ page: 0, part: [] });
  expect(pagePart([1], -1, 2)).toEqual({ page: 0, part: [1] });
});
