import { expect, test } from 'vitest';

import { systemClock } from '../../src/clock.ts';
import { waitForCommand } from '../../src/update/command-wait.ts';
import { createManualClock } from '../fixtures/manual-clock.ts';
import { DEVICE, startPlatform } from '../fixtures/platform.ts';

const DAY_MS = 86_400_000;

test('a command on the platform ends the wait at once (design 4.3)', async () => {
  const { emulator, client } = await startPlatform();
  const cik = await client.activate(DEVICE);
  const waited = waitForCommand(
    { clock: systemClock, watch: ({ signal }) => client.watch(cik, 'engine_fetch', { signal }) },
    DAY_MS,
    { signal: new AbortController().signal },
  );
  emulator.write(DEVICE, { engine_fetch: '{"install":[{"name":"a.v1.tar.gz"}]}' });
  await waited;
});

test('an alias that is cleared is no command; without one the wait lasts as long as it should', async () => {
  const clock = createManualClock();
  const ended: string[] = [];
  async function* watch({ signal }: { readonly signal: AbortSignal }) {
    yield { value: '' };
    await new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        ended.push('watch');
        reject(new Error('over'));
      });
    });
  }
  await waitForCommand({ clock, watch }, 1000, { signal: new AbortController().signal });
  expect(clock.sleeps).toEqual([1000]);
  expect(ended).toEqual(['watch']);
});

test('a watch that fails only means that commands wait for the next check-in', async () => {
  const clock = createManualClock();
  // eslint-disable-next-line require-yield -- it fails before it has anything to give
  async function* watch() {
    await Promise.reject(new Error('401'));
  }
  await waitForCommand({ clock, watch }, 1000, { signal: new AbortController().signal });
  expect(clock.sleeps).toEqual([1000]);
});

test('an abort from outside ends both', async () => {
  const reason = new Error('stopped');
  const outer = new AbortController();
  const { client } = await startPlatform();
  const cik = await client.activate(DEVICE);
  const waited = waitForCommand(
    { clock: systemClock, watch: ({ signal }) => client.watch(cik, 'engine_fetch', { signal }) },
    DAY_MS,
    { signal: outer.signal },
  );
  outer.abort(reason);
  await expect(waited).rejects.toBe(reason);
});
