import { expect, test } from 'vitest';
import { pageOf } from '../../src/wire/paging.ts';

const LIST = Array.from({ length: 2000 }, (_, index) => index);

test('five entries unless asked otherwise, between 5 and 1000 (exosite 4)', () => {
  const lengthOf = (limit?: string): number =>
    pageOf(LIST, new Map(limit === undefined ? [] : [['limit', limit]])).length;
  expect([lengthOf(), lengthOf('1'), lengthOf('20'), lengthOf('9999'), lengthOf('-3')]).toEqual([5, 5, 20, 1000, 5]);
});

test('offset skips entries (exosite 4)', () => {
  expect(pageOf(LIST, new Map([['offset', '1997']]))).toEqual([1997, 1998, 1999]);
});
