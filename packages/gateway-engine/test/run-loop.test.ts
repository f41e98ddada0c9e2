import { expect, test } from 'vitest';

import { runLoop } from '../src/run-loop.ts';
import { GatewayEngineError } from '../src/errors.ts';
import type { Wish } from '../src/update/update-run.ts';
import { ENGINE_DEFAULTS } from '../src/configuration/engine-config.ts';
import { createManualClock } from './fixtures/manual-clock.ts';

const CONFIG = { read: () => Promise.resolve({ ...ENGINE_DEFAULTS, updateIntervalS: 100 }) };

type Pass = () => Promise<Wish>;

/** Runs the passes one after another; the last one ends the loop by a wish. */
async function runPasses(passes: readonly Pass[]) {
  const clock = createManualClock();
  const left = [...passes, () => Promise.resolve('restartEngine' as const)];
  const wish = await runLoop({
    pass: () => left.shift()?.() ?? Promise.reject(new Error('one pass too many')),
    cfg: { readActivationRetryS: () => Promise.resolve(10) },
    config: CONFIG,
    clock,
    wait: (ms, call) => clock.sleep(ms, call),
    random: () => 0.5,
    signal: new AbortController().signal,
  });
  return { wish, sleeps: clock.sleeps };
}

const good: Pass = () => Promise.resolve('none');
const offline: Pass = () => Promise.reject(new Error('ECONNREFUSED'));

test('waits the interval between passes and ends with what an installed package wishes', async () => {
  expect(await runPasses([good, good])).toEqual({ wish: 'restartEngine', sleeps: [100_000, 100_000] });
});

test('a failure of the network ends nothing; a success afterwards restores the rhythm (gwe N8)', async () => {
  expect((await runPasses([offline, offline, good])).sleeps).toEqual([5000, 10_000, 100_000]);
});

test('activation has its own rhythm (gwe 15, 46)', async () => {
  const refused: Pass = () =>
    Promise.reject(new GatewayEngineError('GATEWAY_NOT_ACTIVATED', '404', { retryable: true }));
  expect((await runPasses(Array(5).fill(refused))).sleeps.at(-1)).toBe(10_000);
});

test('waits at least as long as the platform asks', async () => {
  const busy: Pass = () => Promise.reject(Object.assign(new Error('429'), { retryAfterMs: 77_000 }));
  expect((await runPasses([busy])).sleeps).toEqual([77_000]);
});

test('what only the operator can mend ends it', async () => {
  const broken: Pass = () => Promise.reject(new GatewayEngineError('GATEWAY_CONFIG_INVALID', 'no'));
  await expect(runPasses([broken])).rejects.toMatchObject({ code: 'GATEWAY_CONFIG_INVALID' });
});

test('a stop while it waits ends it at once', async () => {
  const controller = new AbortController();
  const ended = runLoop({
    pass: good,
    cfg: { readActivationRetryS: () => Promise.resolve(10) },
    config: CONFIG,
    clock: createManualClock(),
    wait: (_ms, { signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
        controller.abort();
      }),
    random: () => 0.5,
    signal: controller.signal,
  });
  expect(await ended).toBe('none');
});
