import { expect, test } from 'vitest';
import { formatHttpDate, parsePollMs, parseSince } from '../../src/wire/time.ts';

test('If-Modified-Since is epoch seconds or an HTTP date (exosite 2.4)', () => {
  expect(parseSince('1408088308')).toBe(1_408_088_308);
  expect(parseSince(formatHttpDate(1_408_088_308))).toBe(1_408_088_308);
  expect(parseSince('yesterday')).toBeUndefined();
  expect(parseSince(undefined)).toBeUndefined();
});

test('an HTTP date is in GMT', () => {
  expect(formatHttpDate(1_408_088_308)).toBe('Fri, 15 Aug 2014 07:38:28 GMT');
});

test('an over-long Request-Timeout is clamped; what is no positive number is a plain read (exosite 2.4)', () => {
  expect(['15000000', '500', '0', '-1', 'soon', '', undefined].map((header) => parsePollMs(header, 300_000))).toEqual([
    300_000,
    500,
    ...Array<undefined>(5).fill(undefined),
  ]);
});
