import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coversSource, findPeriod, requireBudget, type Budget, type BudgetPeriod } from '../../src/usage/budget.ts';

const budget = (source: string): Budget => ({ source, period: 'day', maxBytes: 1 });

test.each([
  ['hour', '2026-02-28T23:00:00Z', '2026-03-01T00:00:00Z'],
  ['day', '2026-02-28T00:00:00Z', '2026-03-01T00:00:00Z'],
  ['month', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'],
] as const)('finds the %s of a time, in UTC', (period, start, end) => {
  expect(findPeriod(Date.parse('2026-02-28T23:59:59.999Z'), period)).toEqual({
    startMs: Date.parse(start),
    endMs: Date.parse(end),
  });
});

test('every time lies in its period, and the next one begins where it ends', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e12 }),
      fc.constantFrom<BudgetPeriod>('hour', 'day', 'month'),
      (nowMs, period) => {
        const { startMs, endMs } = findPeriod(nowMs, period);
        expect(startMs).toBeLessThanOrEqual(nowMs);
        expect(endMs).toBeGreaterThan(nowMs);
        expect(findPeriod(endMs, period).startMs).toBe(endMs);
      },
    ),
  );
});

test('is about one source, several that begin alike, or all', () => {
  expect(coversSource(budget('write:a'), 'write:a')).toBe(true);
  expect(coversSource(budget('write:a'), 'write:a,b')).toBe(false);
  expect(coversSource(budget('write:*'), 'write:a,b')).toBe(true);
  expect(coversSource(budget('write:*'), 'read:a')).toBe(false);
  expect(coversSource(budget('*'), 'read:a')).toBe(true);
});

test.each([{ source: '' }, { maxBytes: 0 }, { period: 'week' as BudgetPeriod }])('refuses %j', (wrong) => {
  expect(() => {
    requireBudget({ ...budget('a'), ...wrong });
  }).toThrow(TypeError);
});
