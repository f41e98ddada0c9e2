import { expect, test } from 'vitest';
import { GmqError, isGmqError, toStoreError } from '../src/errors.ts';

test('carries code, cause and whether a repeat makes sense', () => {
  const cause = new Error('why');
  const error = new GmqError('what', { code: 'GMQ_FULL', cause, retryAfterMs: 5 });
  expect(error).toMatchObject({ name: 'GmqError', code: 'GMQ_FULL', retryable: true, retryAfterMs: 5, cause });
  expect(new GmqError('what', { code: 'GMQ_REJECTED' }).retryable).toBe(false);
  expect(isGmqError(error)).toBe(true);
  expect(isGmqError(error, 'GMQ_FULL')).toBe(true);
  expect(isGmqError(error, 'GMQ_REJECTED')).toBe(false);
  expect(isGmqError(cause)).toBe(false);
});

test.each([
  [5, 'GMQ_STORE_LOCKED'],
  [261, 'GMQ_STORE_LOCKED'],
  [11, 'GMQ_STORE_DAMAGED'],
  [26, 'GMQ_STORE_DAMAGED'],
  [13, 'GMQ_STORE_FAILED'],
])('SQLite result %i becomes %s', (errcode, code) => {
  const cause = Object.assign(new Error('from SQLite'), { errcode });
  expect(toStoreError(cause, 'Writing')).toMatchObject({ code, cause });
});

test('whatever else breaks becomes GMQ_STORE_FAILED, and an error of this package stays itself', () => {
  expect(toStoreError('odd', 'Writing')).toMatchObject({ code: 'GMQ_STORE_FAILED', cause: 'odd' });
  const own = new GmqError('what', { code: 'GMQ_FULL' });
  expect(toStoreError(own, 'Writing')).toBe(own);
});
