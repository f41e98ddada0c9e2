import { expect, test } from 'vitest';
import { QUEUE_DEFAULTS, resolveLimits } from '../src/options.ts';

test('falls back to the defaults, also for undefined', () => {
  expect(resolveLimits({ maxMessages: undefined })).toEqual(QUEUE_DEFAULTS);
  expect(resolveLimits({ maxMessages: 5 }).maxMessages).toBe(5);
});

test('names every option that cannot be used, not only the first', () => {
  expect(() => resolveLimits({ maxMessages: 0, maxBackoffMs: -1, maxBatchRecords: 1.5 })).toThrow(
    /maxMessages = 0.*maxBatchRecords = 1.5.*maxBackoffMs = -1/,
  );
  expect(() => resolveLimits({ maxMessages: Number.NaN })).toThrow(TypeError);
});

test('a value that would never fit into the queue is too large, not waiting for room', () => {
  expect(resolveLimits({ maxBytes: 10_000 }).maxValueBytes).toBeLessThan(10_000);
});

test('a shortest wait that is longer than the longest is a mistake, not ignored', () => {
  expect(() => resolveLimits({ minBackoffMs: 2000, maxBackoffMs: 1000 })).toThrow(
    /minBackoffMs = 2000 .*maxBackoffMs = 1000/,
  );
});
