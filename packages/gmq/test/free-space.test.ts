import { expect, test } from 'vitest';
import { createFreeSpace } from '../src/free-space.ts';
import { turns } from './fixtures/manual-clock.ts';

test('looks in the background, at most once a second, and not at all without a bound', async () => {
  let looks = 0;
  let free = 100;
  let now = 0;
  const limits = { minFreeBytes: 0 };
  const read = () => Promise.resolve((looks += 1) > 0 ? free : 0);
  const space = createFreeSpace({ read, limits, elapsedMs: () => now });
  expect([space.isShort(), looks]).toEqual([false, 0]);
  limits.minFreeBytes = 200;
  expect(space.isShort()).toBe(false);
  await turns(1);
  expect([space.isShort(), looks]).toEqual([true, 1]);
  free = 300;
  now = 1000;
  space.isShort();
  await turns(1);
  expect([space.isShort(), looks]).toEqual([false, 2]);
});

test('a disk that cannot be asked is not short', async () => {
  const read = () => Promise.reject(new Error('no such thing'));
  const space = createFreeSpace({ read, limits: { minFreeBytes: 1 }, elapsedMs: () => 0 });
  space.isShort();
  await turns(1);
  expect(space.isShort()).toBe(false);
});
