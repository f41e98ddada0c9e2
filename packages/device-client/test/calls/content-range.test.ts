import { expect, test } from 'vitest';
import { parseContentRange } from '../../src/calls/content-range.ts';

test('reads start, end and total (exosite 3.4)', () => {
  expect(parseContentRange('bytes 5-9/10')).toEqual({ start: 5, end: 9, total: 10 });
  expect(parseContentRange(' Bytes 0-0/* ')).toEqual({ start: 0, end: 0 });
});

test.each([
  undefined,
  '',
  'bytes */10',
  'bytes 9-5/10',
  'bytes 5-10/10',
  'bytes 5-/10',
  'items 0-1/2',
  'bytes -1-5/10',
  `bytes 0-${'9'.repeat(20)}/*`,
])('takes %j for no range', (header) => {
  expect(parseContentRange(header)).toBeUndefined();
});
