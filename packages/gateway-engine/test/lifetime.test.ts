import { expect, test } from 'vitest';

import { createLifetime } from '../src/lifetime.ts';

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });

test('stop aborts what runs and resolves after its end', async () => {
  const lifetime = createLifetime('the gateway');
  const seen: string[] = [];
  const run = lifetime.run(undefined, (signal) =>
    untilAborted(signal).catch(() => {
      seen.push('ended');
      return 'result';
    }),
  );
  await lifetime.stop();
  expect(seen).toEqual(['ended']);
  expect(await run).toBe('result');
  await lifetime.stop();
});

test("the caller's signal ends it with the caller's reason", async () => {
  const reason = new Error('enough');
  await expect(
    createLifetime('x').run(AbortSignal.abort(reason), (signal) => Promise.reject(signal.reason as Error)),
  ).rejects.toBe(reason);
});

test('one work at a time; after its end, however it ended, the next may run', async () => {
  const lifetime = createLifetime('the gateway');
  const first = lifetime.run(undefined, untilAborted);
  await expect(lifetime.run(undefined, () => Promise.resolve())).rejects.toThrow('the gateway is running already');
  await lifetime.stop();
  await expect(first).rejects.toThrow('the gateway was stopped');
  expect(await lifetime.run(undefined, () => Promise.resolve(7))).toBe(7);
});
