import { expect, test } from 'vitest';
import { GmqError, type GmqErrorCode } from '../../src/index.ts';
import { answerFailure, refuse, refuseSilently } from '../../src/server/answer.ts';

test.each<[GmqErrorCode, number, string | undefined]>([
  ['GMQ_REJECTED', 400, undefined],
  ['GMQ_TOO_LARGE', 413, undefined],
  ['GMQ_FULL', 503, '8'],
  ['GMQ_STORE_FAILED', 503, '8'],
  ['GMQ_TOO_MANY_CLIENTS', 503, '8'],
  ['GMQ_NOT_RUNNING', 503, '8'],
])('%s is answered with %i, with Retry-After where a repeat makes sense', (code, status, retryAfter) => {
  const answer = answerFailure(new GmqError('why', { code, retryAfterMs: 7001 }));
  expect(answer).toMatchObject({ status, body: 'why\n' });
  expect(answer.headers?.['Retry-After']).toBe(retryAfter);
});

test('a mistake of the caller is 400; what nobody foresaw is 500 and tells nothing', () => {
  expect(answerFailure(new TypeError('wrong'))).toMatchObject({ status: 400, body: 'wrong\n' });
  expect(answerFailure(new Error('secret')).body).not.toContain('secret');
  expect(answerFailure(new Error('secret')).status).toBe(500);
});

test('refusals have words, silent ones none (gwe K149)', () => {
  expect(refuse(400, 'why').body).toBe('why\n');
  expect(refuseSilently(405, { Allow: 'POST' })).toEqual({ status: 405, headers: { Allow: 'POST' } });
});
