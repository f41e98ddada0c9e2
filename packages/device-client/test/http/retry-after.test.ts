import { expect, test } from 'vitest';
import { MAX_RETRY_AFTER_MS, parseRetryAfter } from '../../src/http/retry-after.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const wait = (headers: Record<string, string>, nowMs = NOW): number | undefined =>
  parseRetryAfter(new Map(Object.entries(headers)), nowMs);

test('reads whole seconds', () => {
  expect(wait({ 'retry-after': ' 120 ' })).toBe(120_000);
  expect(wait({ 'retry-after': '0' })).toBe(0);
});

test("reads a date against the answer's own clock, since the gateway may believe that it is 1970", () => {
  const headers = { 'retry-after': 'Thu, 01 Jan 2026 00:01:00 GMT', date: 'Thu, 01 Jan 2026 00:00:00 GMT' };
  expect(wait(headers, 0)).toBe(60_000);
});

test('reads a date against the local clock if the answer has none', () => {
  expect(wait({ 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' })).toBe(30_000);
});

test('never waits less than nothing or more than a day', () => {
  expect(wait({ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' })).toBe(0);
  expect(wait({ 'retry-after': '99999999999999999999' })).toBe(MAX_RETRY_AFTER_MS);
});

test.each([{}, { 'retry-after': '' }, { 'retry-after': 'soon' }])('knows no wait from %j', (headers) => {
  expect(wait(headers)).toBeUndefined();
});
