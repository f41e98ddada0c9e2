import { expect, test } from 'vitest';

import { figuresOf, growthMb, idleCpuPercent } from '../../src/emulator-fleet/figures.ts';

test('a round is what happened between two samples', () => {
  const before = { rssBytes: 0, cpuMs: 100, requests: 50 };
  const after = { rssBytes: 0, cpuMs: 150, requests: 150 };
  expect(figuresOf(before, after, 4)).toEqual({ requestsPerSecond: 25, cpuMsPerRequest: 0.5 });
});

test('a thousand gateways that take a millisecond each a minute use 1.7 % of a core', () => {
  expect(idleCpuPercent(1, 1000, 60)).toBeCloseTo(1.67, 2);
});

test('growth is that of the second half: caches fill in the first', () => {
  expect(growthMb([10e6, 50e6, 60e6, 61e6, 62e6])).toBe(2);
  expect(growthMb([])).toBe(0);
});
