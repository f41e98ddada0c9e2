import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideShift, isBetterAnchor, isPlausibleTime, type Anchor } from '../../src/time/anchor.ts';

const T = 1_700_000_000;
/** The platform's time was T when the monotonic clock stood at 0. */
const ANCHOR: Anchor = { offsetMs: T * 1000, errorMs: 500, sampledMs: 0 };
const stampOf = (wall: number | undefined, monoMs: number, asked = wall ?? 0, given = false) => ({
  ...{ asked, given, monoMs },
  ...(wall === undefined ? {} : { wall }),
});

test.each([
  ['1970', 60],
  ['before', T - 3600],
  ['after', T + 3600],
  ['2038', 2 ** 31 + 5],
])('a clock in %s is put right (design 4.6)', (_when, wall) => {
  expect(wall + decideShift(stampOf(wall, 10_000), ANCHOR)).toBe(T + 10);
});

test('a clock that is right, as far as can be told, is left alone', () => {
  for (const off of [-2, -1, 0, 1, 2]) expect(decideShift(stampOf(T + 10 + off, 10_000), ANCHOR)).toBe(0);
  expect(decideShift(stampOf(T + 4, 10_000), { ...ANCHOR, errorMs: 5000 })).toBe(0);
});

test('quartz clocks may drift apart: what came a month ago is judged more mildly', () => {
  const month = 30 * 86_400;
  expect(decideShift(stampOf(T + month + 200, month * 1000), ANCHOR)).toBe(0);
  expect(decideShift(stampOf(T + month + 300, month * 1000), ANCHOR)).toBe(-300);
});

test('a time that the application read from the wrong clock moves with it, one from elsewhere stays', () => {
  const wall = 600;
  expect(decideShift(stampOf(wall, 0, wall - 30, true), ANCHOR)).toBe(T - wall);
  expect(decideShift(stampOf(wall, 0, T - 5, true), ANCHOR)).toBe(0);
  expect(decideShift(stampOf(wall, 0, T - 10 * 86_400, true), ANCHOR)).toBe(0);
});

test('nothing is known: nothing moves', () => {
  expect(decideShift(stampOf(60, 0), undefined)).toBe(0);
  expect(decideShift(stampOf(undefined, 0, 60, true), ANCHOR)).toBe(0);
});

test('putting right twice changes nothing: it is safe in any crash', () => {
  const second = fc.integer({ min: 0, max: 2 ** 32 });
  fc.assert(
    fc.property(second, second, fc.nat(1e9), fc.boolean(), (wall, asked, monoMs, given) => {
      const stamp = { wall, asked: given ? asked : wall, given, monoMs };
      const shift = decideShift(stamp, ANCHOR);
      expect(decideShift({ ...stamp, wall: wall + shift, asked: stamp.asked + shift }, ANCHOR)).toBe(0);
      expect(stamp.asked + shift).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('a sharper sample replaces a blunter one, and so does one that contradicts it', () => {
  const later = { ...ANCHOR, sampledMs: 1000 };
  expect(isBetterAnchor(undefined, later)).toBe(true);
  expect(isBetterAnchor(ANCHOR, { ...later, errorMs: 400 })).toBe(true);
  expect(isBetterAnchor(ANCHOR, { ...later, errorMs: 600, offsetMs: ANCHOR.offsetMs + 900 })).toBe(false);
  expect(isBetterAnchor(ANCHOR, { ...later, errorMs: 600, offsetMs: ANCHOR.offsetMs + 5000 })).toBe(true);
});

test('a platform that is in 1970 itself is not believed', () => {
  expect([60_000, Number.NaN, T * 1000, 1e15].map(isPlausibleTime)).toEqual([false, false, true, false]);
});
