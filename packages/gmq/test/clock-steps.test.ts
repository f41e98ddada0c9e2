import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDiskStore, createQueue, type MessageQueue, type MessageStore, type Upstream } from '../src/index.ts';
import { createManualClock, turns, until, type ManualClock } from './fixtures/manual-clock.ts';
import { CLIENT } from './fixtures/open-queue.ts';
import { createScratch } from './fixtures/scratch.ts';

/** A gateway without a battery: its clock shows anything, and is set by anybody at any time (design 4.6). */

const T = 1_700_000_000;
const DAY = 86_400;
const YEARS_TO_2039 = 15 * 365 * DAY;

/** Where its clock is set to: an absolute time, or off the right one by so much. */
type Setting = { readonly at: number } | { readonly off: number };

type Step =
  | { readonly kind: 'enqueue'; readonly given: 'no' | 'read from the clock' | 'known from elsewhere' }
  | { readonly kind: 'write' }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'set'; readonly to: Setting }
  | { readonly kind: 'network'; readonly up: boolean }
  | { readonly kind: 'kill' | 'restart' }
  | { readonly kind: 'reboot'; readonly to: Setting };

const setting: fc.Arbitrary<Setting> = fc.constantFrom<Setting[]>(
  { at: 300 },
  { off: 0 },
  { off: -3600 },
  { off: 3600 },
  { off: -DAY },
  { off: YEARS_TO_2039 },
);
const given = fc.constantFrom<('no' | 'read from the clock' | 'known from elsewhere')[]>(
  ...(['no', 'read from the clock', 'known from elsewhere'] as const),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('enqueue' as const), given }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'write' } as const) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 90_000 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('set' as const), to: setting }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('network' as const), up: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('kill' as const, 'restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reboot' as const), to: setting }) },
);

/** One machine: a clock that is set, and a monotonic one that starts anew with each boot. */
function createMachine() {
  const steady = createManualClock(0);
  let boot = 0;
  let bootedMs = 0;
  let offMs = 300_000 - T * 1000;
  const rightMs = (): number => T * 1000 + steady.now();
  const set = (to: Setting): void => {
    offMs = 'at' in to ? to.at * 1000 - rightMs() : to.off * 1000;
  };
  const sleep: ManualClock['sleep'] = (...args) => steady.sleep(...args);
  return {
    clock: { now: () => rightMs() + offMs, sleep },
    bootClock: () => ({ id: `boot ${boot}`, monotonicMs: () => steady.now() - bootedMs }),
    rightMs,
    set,
    advance: (ms: number) => steady.advance(ms),
    reboot(to: Setting) {
      boot += 1;
      bootedMs = steady.now();
      set(to);
    },
    boot: () => boot,
  };
}

interface Sent {
  readonly alias: string;
  /** Epoch seconds at which it has to stand on the platform, if its boot ever learns the time. */
  readonly right: number;
  readonly boot: number;
}

async function play(steps: readonly Step[]) {
  const machine = createMachine();
  const path = join(createScratch(), 'gmq.db');
  const series = new Map<string, number[]>();
  const timedBoots = new Set<number>();
  const acknowledged: Sent[] = [];
  let isUp = false;
  let count = 0;

  const upstream = (isDead: () => boolean): Upstream => {
    const answer = <T, F>(act: () => T, failed: F): Promise<T | F> =>
      isDead() ? new Promise(() => undefined) : Promise.resolve(isUp ? act() : failed);
    const offline = { kind: 'retry', reason: 'down', uncertain: false, offline: true } as const;
    const put = (alias: string, second: number): void => void series.set(alias, [...(series.get(alias) ?? []), second]);
    return {
      time: () =>
        answer(() => ({ kind: 'known', epochMs: Math.floor(machine.rightMs() / 1000) * 1000 }) as const, offline),
      write: ({ values }) =>
        answer(() => {
          for (const [alias] of values) put(alias, Math.floor(machine.rightMs() / 1000));
          return { kind: 'delivered' } as const;
        }, offline),
      deliver: ({ records }) =>
        answer(
          () =>
            records.map(({ alias, timestamp }) => {
              if (series.get(alias)?.includes(timestamp) === true) return { kind: 'conflict' } as const;
              put(alias, timestamp);
              return { kind: 'delivered' } as const;
            }),
          records.map(() => offline),
        ),
    };
  };

  async function start(): Promise<{ queue: MessageQueue; store: MessageStore; kill(): void }> {
    let dead = false;
    const store = createDiskStore({ path, bootId: machine.bootClock().id });
    const whileAlive =
      <Args extends readonly unknown[], R>(act: (...args: Args) => R) =>
      (...args: Args): R => {
        if (dead) throw new Error('killed');
        return act(...args);
      };
    const ownStore = {
      ...store,
      commit: whileAlive(store.commit.bind(store)),
      head: whileAlive(store.head.bind(store)),
    };
    const { clock } = machine;
    const queue = createQueue({
      ...{ store: ownStore, upstream: upstream(() => dead), clock, bootClock: machine.bootClock() },
      ...{ random: () => 0, minBackoffMs: 500, maxBackoffMs: 2000, maxAgeMs: 400 * DAY * 1000 },
    });
    await queue.start();
    return {
      queue,
      store,
      kill() {
        dead = true;
        store.close();
      },
    };
  }

  let running = await start();

  function send(one: Extract<Step, { kind: 'enqueue' | 'write' }>): void {
    const alias = `v${(count += 1)}`;
    const [rightNow, wallNow] = [machine.rightMs(), machine.clock.now()].map((ms) => Math.floor(ms / 1000));
    let timestamp: number | undefined;
    let right = rightNow ?? 0;
    if (one.kind === 'enqueue' && one.given !== 'no') {
      timestamp = one.given === 'read from the clock' ? (wallNow ?? 0) - 5 : right - 5;
      right -= 5;
    }
    const sent: Sent = { alias, right, boot: machine.boot() };
    const sending =
      one.kind === 'write'
        ? running.queue.write({ client: CLIENT, values: [[alias, 'x']] })
        : running.queue.enqueue({
            client: CLIENT,
            alias,
            value: 'x',
            ...(timestamp === undefined ? {} : { timestamp }),
          });
    sending.then(
      () => acknowledged.push(sent),
      () => undefined,
    );
  }

  for (const one of steps) {
    if (one.kind === 'enqueue' || one.kind === 'write') send(one);
    if (one.kind === 'pass') await machine.advance(one.ms);
    if (one.kind === 'set') machine.set(one.to);
    if (one.kind === 'network') isUp = one.up;
    await turns(3);
    if (running.store.anchor() !== undefined) timedBoots.add(machine.boot());
    if (one.kind === 'restart') await running.queue.stop();
    if (one.kind === 'kill') running.kill();
    if (one.kind === 'reboot') {
      running.kill();
      machine.reboot(one.to);
    }
    if (one.kind === 'restart' || one.kind === 'kill' || one.kind === 'reboot') running = await start();
  }

  isUp = true;
  await until(() => {
    void machine.advance(2000);
    return running.queue.stats().messages === 0;
  }, 'everything is delivered');
  if (running.store.anchor() !== undefined) timedBoots.add(machine.boot());
  const { dropped } = running.queue.stats();
  await running.queue.stop();
  return { acknowledged, series, timedBoots, dropped };
}

test(
  'however the clock is set, all arrives once, and at its right time (design 4.6)',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { acknowledged, series, timedBoots, dropped } = await play(steps);
        expect(dropped.expired).toBe(0);
        for (const { alias, right, boot } of acknowledged) {
          const [second, ...more] = series.get(alias) ?? [];
          expect(second).toBeDefined();
          expect(more).toEqual([]);
          if (timedBoots.has(boot)) expect(Math.abs((second ?? 0) - right)).toBeLessThanOrEqual(3);
        }
      }),
      { numRuns: 60 },
    );
  },
);

test('a clock that is set back does not stop a lane that waits: it goes by the monotonic clock', async () => {
  const hour = 3600;
  const { acknowledged, series } = await play([
    { kind: 'set', to: { off: hour } },
    { kind: 'enqueue', given: 'no' },
    { kind: 'set', to: { off: -hour } },
    { kind: 'network', up: true },
    { kind: 'pass', ms: 3000 },
    { kind: 'enqueue', given: 'no' },
  ]);
  expect(acknowledged).toHaveLength(2);
  expect(acknowledged.map(({ alias }) => series.get(alias)?.[0])).toEqual([
    expect.closeTo(T, -1) as number,
    expect.closeTo(T + 3, -1) as number,
  ]);
});
