import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latest, panned, zoomed } from '../../../../console/chart/zoom.ts';

const whole = { from: 0, to: 1000 };

test('zooms around the middle, and moves by its own width', () => {
  expect(zoomed(whole, whole, 0.5)).toEqual({ from: 250, to: 750 });
  expect(zoomed({ from: 250, to: 750 }, whole, 2)).toEqual(whole);
  expect(panned({ from: 0, to: 100 }, whole, 0.5)).toEqual({ from: 50, to: 150 });
  expect(latest(whole, 300)).toEqual({ from: 700, to: 1000 });
});

test('never leaves the data, and never gets empty', () => {
  const range = fc.tuple(fc.nat(1000), fc.nat(1000)).map(([left, right]) => ({
    from: Math.min(left, right),
    to: Math.max(left, right) + 1,
  }));
  fc.assert(
    fc.property(range, fc.constantFrom(0.5, 2), fc.constantFrom(-0.5, 0.5), (start, factor, share) => {
      const bounds = { from: 0, to: 1001 };
      for (const { from, to } of [zoomed(start, bounds, factor), panned(start, bounds, share)]) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(1001 + 1e-9);
        expect(to).toBeGreaterThan(from);
      }
    }),
  );
});
