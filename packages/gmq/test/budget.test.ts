import { expect, test } from 'vitest';
import { createBudget } from '../src/budget.ts';

const LIMITS = { maxMessages: 3, maxBytes: 100, fullRetryAfterMs: 7000 };

test('takes up to the bounds and then refuses all of a request with GMQ_FULL', () => {
  const budget = createBudget(LIMITS);
  budget.take(2, 50);
  expect(() => {
    budget.take(2, 10);
  }).toThrow(expect.objectContaining({ code: 'GMQ_FULL', retryable: true, retryAfterMs: 7000 }));
  expect(() => {
    budget.take(1, 51);
  }).toThrow(expect.objectContaining({ code: 'GMQ_FULL' }));
  expect([budget.messages, budget.bytes]).toEqual([2, 50]);
  budget.take(1, 50);
  budget.release(3, 100);
  expect([budget.messages, budget.bytes]).toEqual([0, 0]);
});

test('counts what an earlier run left even beyond the bounds', () => {
  const budget = createBudget(LIMITS);
  budget.add(10, 1000);
  expect(() => {
    budget.take(1, 1);
  }).toThrow(expect.objectContaining({ code: 'GMQ_FULL' }));
});
