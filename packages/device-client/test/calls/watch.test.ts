import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { watch, type WatchedPlatform, type WatchOptions } from '../../src/calls/watch.ts';
import type { PolledValue } from '../../src/calls/poll.ts';
import { DeviceClientError } from '../../src/errors.ts';
import { openClient } from '../fixtures/client.ts';
import { createManualClock } from '../fixtures/clock.ts';
import { CIK, reply, reset, startPlatform } from '../fixtures/scripted-platform.ts';
import { createSecondPlatform, type Pick, type TimedWrite } from '../fixtures/second-platform.ts';

const START_MS = 1_408_088_308_000;

/** Watches until nothing more can come; resolves with what came and what the platform had stored. */
async function watchAll(
  writes: readonly TimedWrite[],
  settings: { pick?: Pick; latencyMs?: number; since?: number; flaky?: number } = {},
) {
  const clock = createManualClock(START_MS);
  const idle = new AbortController();
  const platform = createSecondPlatform(clock, writes, {
    pick: settings.pick ?? 'first',
    latencyMs: settings.latencyMs ?? 5,
    onIdle: () => {
      idle.abort(idle.signal);
    },
  });
  let calls = 0;
  /** Every n-th answer is lost. */
  const lossy = <A extends readonly unknown[], T>(call: (...args: A) => Promise<T>) => {
    return async (...args: A): Promise<T> => {
      const answer = await call(...args);
      calls += 1;
      if (settings.flaky === undefined || calls % settings.flaky !== 0) return answer;
      throw new DeviceClientError('lost', { code: 'DEVICE_CLIENT_NETWORK', outcome: 'unknown' });
    };
  };
  const watched: WatchedPlatform = {
    timestamp: lossy((call) => platform.timestamp(call)),
    read: lossy((name, call) => platform.read(name, call)),
    poll: lossy((name, polling) => platform.poll(name, polling)),
  };
  const options: WatchOptions = {
    clock,
    random: () => 0.5,
    signal: idle.signal,
    ...(settings.since === undefined ? {} : { since: settings.since }),
  };
  const seen: PolledValue[] = [];
  await expect(
    (async () => {
      for await (const polled of watch(watched, 'a', options)) seen.push(polled);
    })(),
  ).rejects.toBe(idle.signal);
  return { seen, values: seen.map(({ value }) => value), stored: platform.stored(), clock };
}

const at = (seconds: number, value: string): TimedWrite => ({ atMs: START_MS + seconds * 1000, value });

test('begins with the value that is there, then follows (exosite 2.4)', async () => {
  const { values } = await watchAll([at(-60, 'old'), at(30, 'new'), at(400, 'newer')]);
  expect(values).toEqual(['old', 'new', 'newer']);
});

test('begins after `since` if it is given, with the times to go on from', async () => {
  const since = START_MS / 1000 - 60;
  const { seen } = await watchAll([at(-60, 'known'), at(-5, 'missed'), at(30, 'new')], { since });
  expect(seen).toEqual([
    { value: 'missed', modifiedAt: since + 55 },
    { value: 'new', modifiedAt: since + 90 },
  ]);
});

test('sees a value that overwrites another within the same second (exosite 2.1, 2.4)', async () => {
  expect((await watchAll([at(10.1, 'first'), at(10.7, 'second'), at(20, 'third')])).values).toEqual([
    'first',
    'second',
    'third',
  ]);
});

test('sees a value that is written before, during and after its first read', async () => {
  // The clock is asked for at 0.1 s, the value at 0.3 s; the answer is there at 0.4 s.
  for (const [writtenAt, values] of [
    [0.15, ['new']],
    [0.35, ['old', 'new']],
    [0.45, ['old', 'new']],
  ] as const) {
    expect((await watchAll([at(-1, 'old'), at(writtenAt, 'new')], { latencyMs: 100 })).values).toEqual(values);
  }
});

test('the same text again is news, but not the value that was just read', async () => {
  expect((await watchAll([at(0, 'on'), at(50, 'on'), at(60, 'on')])).values).toEqual(['on', 'on', 'on']);
});

const WRITES = fc
  .array(fc.record({ gapMs: fc.integer({ min: 1, max: 4_000 }), value: fc.constantFrom('a', 'b', 'c', '') }), {
    maxLength: 25,
  })
  .map((entries) => {
    let atMs = START_MS - 3_000;
    return entries.map(({ gapMs, value }) => ({ atMs: (atMs += gapMs), value }));
  });

test('misses no stored value, whatever the times, the latency and the losses', async () => {
  await fc.assert(
    fc.asyncProperty(
      WRITES,
      fc.constantFrom(1, 40, 700),
      fc.constantFrom(undefined, 2, 3),
      async (writes, latencyMs, flaky) => {
        const since = START_MS / 1000 - 10;
        const { seen, stored } = await watchAll(writes, {
          since,
          latencyMs,
          ...(flaky === undefined ? {} : { flaky }),
        });
        for (const value of stored) expect(seen).toContainEqual(value);
        expect(seen.at(-1)).toEqual(stored.at(-1));
      },
    ),
    { numRuns: 60 },
  );
});

test('ends up with the latest value, also on a platform that tells only that', async () => {
  await fc.assert(
    fc.asyncProperty(WRITES, fc.constantFrom(1, 40, 700), async (writes, latencyMs) => {
      const { values, stored } = await watchAll(writes, { pick: 'latest', latencyMs });
      expect(values.at(-1)).toBe(stored.at(-1)?.value);
    }),
    { numRuns: 60 },
  );
});

test('does not run in circles where somebody answers long polls at once', async () => {
  const clock = createManualClock();
  const end = new AbortController();
  const poll = vi.fn(() => {
    if (poll.mock.calls.length === 6) end.abort(new Error('enough'));
    return Promise.resolve(undefined);
  });
  const platform: WatchedPlatform = {
    timestamp: () => Promise.resolve(5),
    read: () => Promise.resolve(undefined),
    poll,
  };
  const iterator = watch(platform, 'a', { clock, random: () => 1, signal: end.signal })[Symbol.asyncIterator]();
  await expect(iterator.next()).rejects.toThrow('enough');
  expect(clock.slept).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000].slice(0, clock.slept.length));
  expect(clock.slept.length).toBeGreaterThanOrEqual(5);
});

test('a platform that answers every poll at once with the value it has is not asked without pause', async () => {
  const clock = createManualClock();
  const end = new AbortController();
  const poll = vi.fn(() => {
    if (poll.mock.calls.length === 5) end.abort(new Error('enough'));
    return Promise.resolve({ value: 'same' });
  });
  const platform: WatchedPlatform = {
    timestamp: () => Promise.resolve(0),
    read: () => Promise.resolve('same'),
    poll,
  };
  const seen: PolledValue[] = [];
  const watching = (async () => {
    for await (const polled of watch(platform, 'a', { clock, random: () => 1, signal: end.signal })) seen.push(polled);
  })();
  await expect(watching).rejects.toThrow('enough');
  expect(seen).toEqual([{ value: 'same' }]);
  expect(clock.slept.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
});

test('goes on where the platform does not tell when a value was written', async () => {
  const read = vi.fn<WatchedPlatform['read']>().mockResolvedValueOnce('one').mockResolvedValue('two');
  const polled = vi.fn<WatchedPlatform['poll']>().mockResolvedValueOnce({ value: 'two' });
  const platform: WatchedPlatform = {
    timestamp: () => Promise.resolve(5),
    read,
    poll: polled.mockResolvedValueOnce({ value: 'two' }).mockResolvedValue({ value: 'three' }),
  };
  const values: string[] = [];
  for await (const { value } of watch(platform, 'a', { clock: createManualClock() })) {
    values.push(value);
    if (value === 'three') break;
  }
  expect(values).toEqual(['one', 'two', 'three']);
});

test('over HTTP: outlasts a reset, and ends with the reason of its signal', async () => {
  const platform = await startPlatform([
    reply(200, '1408088308'),
    reset,
    reply(200, '1408088310'),
    reply(204),
    reset,
    reply(200, 'a=1', { 'Last-Modified': 'Fri, 15 Aug 2014 07:38:32 GMT' }),
    reply(304),
  ]);
  const controller = new AbortController();
  const reason = new Error('enough');
  const values = openClient(platform.url).watch(CIK, 'a', { signal: controller.signal, clock: createManualClock() });
  const watching = (async () => {
    for await (const polled of values) {
      expect(polled).toEqual({ value: '1', modifiedAt: 1_408_088_312 });
      controller.abort(reason);
    }
  })();
  await expect(watching).rejects.toBe(reason);
  expect(platform.requests[5]?.headers['if-modified-since']).toBe('1408088309');
});

test('a CIK that is no longer good ends it: the caller activates and watches again', async () => {
  const platform = await startPlatform([reply(200, '1408088308'), reply(401)]);
  const iterator = openClient(platform.url).watch(CIK, 'a')[Symbol.asyncIterator]();
  await expect(iterator.next()).rejects.toMatchObject({ code: 'DEVICE_CLIENT_UNAUTHORIZED' });
});

test.each([{ waitMs: 300_001 }, { waitMs: 0 }, { baseDelayMs: 0 }, { maxDelayMs: -1 }])('refuses %j', (options) => {
  expect(() => openClient('http://127.0.0.1:1').watch(CIK, 'a', options)).toThrow(TypeError);
});
