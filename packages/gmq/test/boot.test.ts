import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBootClock, readBootId, resolveBootClock } from '../src/boot.ts';
import { createManualClock, START_MS } from './fixtures/manual-clock.ts';
import { createScratch } from './fixtures/scratch.ts';

test('reads the boot id without its line end; where there is none, no two processes share one (design 4.6)', () => {
  const path = join(createScratch(), 'boot_id');
  expect(readBootId(path)).toMatch(/^unknown ./);
  expect(readBootId(path)).not.toBe(readBootId(path));
  writeFileSync(path, 'b0071d\n');
  expect(readBootId(path)).toBe('b0071d');
  writeFileSync(path, '\n');
  expect(readBootId(path)).toMatch(/^unknown ./);
});

test('the boot clock of this machine never goes back', () => {
  const clock = createBootClock('boot');
  const first = clock.monotonicMs();
  expect(clock.monotonicMs()).toBeGreaterThanOrEqual(first);
  expect(Number.isInteger(first)).toBe(true);
});

test('the boot clock goes on while the machine sleeps', () => {
  let awake = 10_000;
  let up = 10_005;
  const clock = createBootClock('boot', { awakeMs: () => awake, uptimeMs: () => up });
  expect(clock.monotonicMs()).toBe(10_000);
  [awake, up] = [12_000, 72_000];
  expect(clock.monotonicMs()).toBe(72_000);
  awake += 500;
  expect(clock.monotonicMs()).toBe(72_500);
});

test('an uptime smaller than the monotonic clock is that of a container and is not used', () => {
  const clock = createBootClock('boot', { awakeMs: () => 90_000, uptimeMs: () => 5000 });
  expect(clock.monotonicMs()).toBe(90_000);
});

test('a clock of the caller has no boot clock unless it comes with one, and is never corrected', () => {
  const clock = createManualClock();
  expect(resolveBootClock({}).corrects).toBe(true);
  const { bootClock, corrects } = resolveBootClock({ clock });
  expect([bootClock.monotonicMs(), corrects]).toEqual([START_MS, false]);
  const own = { id: 'mine', monotonicMs: () => 7 };
  expect(resolveBootClock({ clock, bootClock: own })).toEqual({ bootClock: own, corrects: true });
});
