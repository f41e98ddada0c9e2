import { expect, test } from 'vitest';

import { createAliasPacer } from '../src/alias-pacer.ts';
import { createManualClock } from './fixtures/manual-clock.ts';

test('leaves a second between two writes of one alias (exosite 2.1, gwe 84)', async () => {
  const clock = createManualClock();
  const pacer = createAliasPacer(clock);
  pacer.wrote(['fetch_status']);
  clock.advance(300);
  await pacer.ready(['engine_report', 'fetch_status'], {});
  expect(clock.sleeps).toEqual([700]);
});

test('lets other aliases, and the same one after a second, pass without a wait', async () => {
  const clock = createManualClock();
  const pacer = createAliasPacer(clock);
  pacer.wrote(['fetch_status']);
  await pacer.ready(['engine_report'], {});
  clock.advance(1000);
  await pacer.ready(['fetch_status'], {});
  expect(clock.sleeps).toEqual([]);
});
