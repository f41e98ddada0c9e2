import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideOpening, verifyWindow } from '../../src/download/window.ts';

const at = (time: string) => Date.parse(`2026-01-01T${time}:00Z`);
const night = { fromMinute: 22 * 60, toMinute: 4 * 60 };

test.each([
  ['12:00', '22:00'],
  ['22:00', '22:00'],
  ['03:59', '03:59'],
  ['04:00', '22:00'],
])('at %s a window over midnight opens at %s (otau 3.9)', (now, expected) => {
  expect(decideOpening(at(now), night)).toBe(at(expected));
});

test('it is never before the time asked for, nor outside of the window (otau 3.9, 4.4)', () => {
  const minute = fc.integer({ min: 0, max: 1439 });
  const time = fc.integer({ min: 0, max: 4e12 });
  fc.assert(
    fc.property(time, time, minute, minute, (now, notBefore, fromMinute, toMinute) => {
      fc.pre(fromMinute !== toMinute);
      const window = { fromMinute, toMinute };
      const opensAt = decideOpening(now, window, notBefore);
      expect(opensAt).toBeGreaterThanOrEqual(Math.max(now, notBefore));
      expect(decideOpening(opensAt, window)).toBe(opensAt);
      expect(opensAt - Math.max(now, notBefore)).toBeLessThan(86_400_000);
    }),
  );
  expect(decideOpening(5, undefined, 3)).toBe(5);
});

test('a window that cannot be meant is refused', () => {
  expect(() => {
    verifyWindow({ fromMinute: 5, toMinute: 5 });
  }).toThrow(TypeError);
  expect(() => {
    verifyWindow({ fromMinute: 0, toMinute: 1440 });
  }).toThrow(TypeError);
});
