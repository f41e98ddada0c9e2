import { expect, test } from 'vitest';

import { createTimeline } from '../../src/gateway-soak/timeline.ts';

test('waiting lets happen what is due, each at its time', async () => {
  const timeline = createTimeline();
  const seen: (readonly [string, number])[] = [];
  timeline.at(30, () => void seen.push(['b', timeline.nowMs]));
  timeline.at(10, () => void seen.push(['a', timeline.nowMs]));
  timeline.at(99, () => void seen.push(['c', timeline.nowMs]));
  await timeline.advance(50);
  expect(seen).toEqual([
    ['a', 10],
    ['b', 30],
  ]);
  expect(timeline.nowMs).toBe(50);
});

test('a wait that is aborted ends at that time', async () => {
  const timeline = createTimeline();
  const power = new AbortController();
  timeline.at(10, () => {
    power.abort();
  });
  await timeline.advance(50, power.signal);
  expect(timeline.nowMs).toBe(10);
});
