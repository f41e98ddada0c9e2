import { expect, test } from 'vitest';
import { until } from './fixtures/manual-clock.ts';
import { CLIENT, openQueue, T, writeOf } from './fixtures/open-queue.ts';
import { createScriptedUpstream, formatRecord } from './fixtures/scripted-upstream.ts';
import type { Upstream } from '../src/index.ts';

test('an upstream needs no more than deliver: writes then go out as records at the time of the request', async () => {
  const sent: string[] = [];
  const upstream: Upstream = {
    deliver({ records }) {
      sent.push(...records.map(formatRecord));
      return Promise.resolve(records.map(() => ({ kind: 'delivered' })));
    },
  };
  const { queue } = await openQueue({ upstream });
  expect(await queue.write(writeOf({ a: '1' }))).toBe('delivered');
  await queue.enqueue({ client: CLIENT, alias: 'a', value: '2', timestamp: 7 });
  await until(() => queue.stats().messages === 0, 'delivered');
  expect(sent).toEqual([`a@${T}=1`, 'a@7=2']);
  expect(await queue.activate(CLIENT)).toMatchObject({ kind: 'failed' });
});

test('is told how long a request may take, and stopped once, when its last call has ended', async () => {
  const events: string[] = [];
  const scripted = createScriptedUpstream();
  scripted.onWrite = (_batch, { signal, timeoutMs }) => {
    events.push(`write within ${timeoutMs} ms`);
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        events.push('aborted');
        reject(signal.reason as Error);
      });
    });
  };
  const stop = (): Promise<void> => {
    events.push('stopped');
    return Promise.resolve();
  };
  const { queue } = await openQueue({ upstream: { ...scripted, stop }, forwardTimeoutMs: 5000 });
  const writing = queue.write(writeOf({ a: '1' }));
  await queue.stop();
  await queue.stop();
  expect(await writing).toBe('queued');
  expect(events).toEqual(['write within 5000 ms', 'aborted', 'stopped']);
});
