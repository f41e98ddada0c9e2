import { expect, test } from 'vitest';
import { refusalOf, spoilBody } from '../../src/faults/spoil.ts';

test('a status fault carries Retry-After and a body where given', () => {
  expect(refusalOf({ kind: 'status', status: 429, retryAfterSeconds: 7, body: 'later' })).toMatchObject({
    status: 429,
    headers: { 'Retry-After': '7' },
    body: 'later',
  });
  expect(refusalOf({ kind: 'status', status: 500 })).not.toHaveProperty('body');
});

test('only an answer that hands out a CIK is shortened', () => {
  const fault = { kind: 'shortCik' } as const;
  expect(spoilBody('/provision/activate', { status: 200, body: 'abcd' }, fault).body).toBe('abc');
  expect(spoilBody('/provision/activate', { status: 404, body: 'abcd' }, fault).body).toBe('abcd');
  expect(spoilBody('/timestamp', { status: 200, body: 'abcd' }, fault).body).toBe('abcd');
});

test('a skewed clock shows in the timestamp', () => {
  const fault = { kind: 'clockSkew', skewSeconds: -60 } as const;
  expect(spoilBody('/timestamp', { status: 200, body: '1000' }, fault).body).toBe('940');
});
