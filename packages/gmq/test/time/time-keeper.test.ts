import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import type { StoreChange, Upstream } from '../../src/index.ts';
import { createTimeKeeper } from '../../src/time/time-keeper.ts';
import { createManualClock, until } from '../fixtures/manual-clock.ts';

const T_MS = 1_700_000_000_000;

function openKeeper(upstream: Pick<Upstream, 'time' | 'watchTime'>, refuse = false) {
  const clock = createManualClock(60_000);
  let monoMs = 5000;
  const saved: StoreChange[] = [];
  let isFull = refuse;
  const keeper = createTimeKeeper({
    upstream,
    known: undefined,
    commits: {
      submit: (changes) => {
        if (isFull) return Promise.reject(new Error('disk full'));
        saved.push(...changes);
        return Promise.resolve();
      },
    },
    clock,
    monoMs: () => monoMs,
    timeoutMs: 1000,
    signal: new AbortController().signal,
  });
  keeper.listen();
  return {
    ...{ keeper, clock, saved },
    pass: (ms: number) => (monoMs += ms),
    makeRoom: () => (isFull = false),
  };
}

const stamp = { asked: 60, wall: 60, given: false, monoMs: 5000 };

test('asks once for all who wait, and what it learns is durable before anybody goes on (design 4.6)', async () => {
  let asked = 0;
  const { keeper, saved } = openKeeper({ time: () => Promise.resolve({ kind: 'known', epochMs: T_MS + asked++ }) });
  expect(await Promise.all([keeper.ensure(), keeper.ensure()])).toEqual([undefined, undefined]);
  await keeper.ensure();
  expect(asked).toBe(1);
  expect(saved).toMatchObject([{ kind: 'anchor', anchor: { sampledMs: 5000 } }]);
  expect(60 + keeper.shiftOf(stamp)).toBe(T_MS / 1000);
  expect(keeper.correct(60_000)).toBe(T_MS);
});

test('asks again after an hour, and goes on if there is no answer then', async () => {
  let asked = 0;
  const time: Upstream['time'] = () =>
    Promise.resolve(asked++ === 0 ? { kind: 'known', epochMs: T_MS } : { kind: 'retry', reason: 'down' });
  const { keeper, pass } = openKeeper({ time });
  await keeper.ensure();
  pass(3_600_000);
  expect(await keeper.ensure()).toBeUndefined();
  expect(asked).toBe(2);
});

test('no answer at all means to wait, an answer without a time means to go on', async () => {
  const offline = { kind: 'retry', reason: 'down', offline: true } as const;
  expect(await openKeeper({ time: () => Promise.resolve(offline) }).keeper.ensure()).toEqual(offline);
  const broken = openKeeper({ time: () => Promise.reject(new Error('broken')) });
  expect(await broken.keeper.ensure()).toEqual({ kind: 'retry', reason: 'broken' });
  let asked = 0;
  const timeless = openKeeper({ time: () => Promise.resolve({ kind: 'unknown', n: asked++ }) });
  expect([await timeless.keeper.ensure(), await timeless.keeper.ensure(), asked]).toEqual([undefined, undefined, 1]);
  expect(timeless.keeper.correct(60_000)).toBe(60_000);
});

test('a platform that never answers is waited for only so long', async () => {
  const { keeper, clock } = openKeeper({ time: () => new Promise(() => undefined) });
  const ensured = keeper.ensure();
  await until(() => clock.sleepers > 0, 'waiting');
  await clock.advance(1000);
  expect(await ensured).toMatchObject({ kind: 'retry' });
});

test('learns from every answer that it hears of, says so once, and then need not ask', async () => {
  const events: unknown[] = [];
  const listen = (event: unknown): void => void events.push(event);
  subscribe('gmq:time:learnt', listen);
  onTestFinished(() => void unsubscribe('gmq:time:learnt', listen));
  let tell: (epochMs: number, roundTripMs: number) => void = () => undefined;
  let ended = false;
  const { keeper } = openKeeper({
    time: () => Promise.reject(new Error('not to be asked')),
    watchTime: (listener) => {
      tell = listener;
      return () => (ended = true);
    },
  });
  tell(60_000, 10);
  tell(T_MS, 60_000);
  expect(keeper.shiftOf(stamp)).toBe(0);
  tell(T_MS, 100);
  tell(T_MS, 100);
  expect(60 + keeper.shiftOf(stamp)).toBe(T_MS / 1000);
  expect(await keeper.ensure()).toBeUndefined();
  expect(events).toEqual([{ epochMs: T_MS + 550, clockIsOffMs: 60_000 - T_MS - 550 }]);
  keeper.end();
  expect(ended).toBe(true);
});

test('a disk that refuses leaves the time unknown: it is learnt again', async () => {
  const { keeper, saved, pass, makeRoom } = openKeeper(
    { time: () => Promise.resolve({ kind: 'known', epochMs: T_MS }) },
    true,
  );
  await keeper.ensure();
  expect(keeper.shiftOf(stamp)).toBe(0);
  makeRoom();
  pass(3_600_000);
  await keeper.ensure();
  expect(saved).toHaveLength(1);
});
