import { expect, test } from 'vitest';

import { runRound } from '../../src/device-client/requests.ts';

test('a round makes exactly so many writes, no more than so many at once', async () => {
  let [writes, running, most] = [0, 0, 0];
  const writer = {
    name: 'counter',
    close: () => Promise.resolve(),
    async write() {
      writes += 1;
      most = Math.max(most, ++running);
      await Promise.resolve();
      running -= 1;
    },
  };
  const round = await runRound(writer, 100, 4, new AbortController().signal);
  expect({ writes, most }).toEqual({ writes: 100, most: 4 });
  expect(round.perSecond).toBeGreaterThan(0);
});
