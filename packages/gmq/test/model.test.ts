import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryStore, createQueue, type MessageQueue, type MessageStore } from '../src/index.ts';
import { createManualClock, turns, until, type ManualClock } from './fixtures/manual-clock.ts';
import { createModelPlatform, type ModelPlatform, type Weather } from './fixtures/model-platform.ts';
import { CLIENT } from './fixtures/open-queue.ts';

type Step =
  | { readonly kind: 'write'; readonly alias: string }
  | { readonly kind: 'record'; readonly alias: string }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'weather'; readonly weather: Weather }
  | { readonly kind: 'crash' }
  | { readonly kind: 'restart' };

const alias = fc.constantFrom('a', 'b');
const weather = fc.constantFrom<Weather[]>('fine', 'fine', 'down', 'answerLost', 'requestLost', 'hang', 'hangAfter');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), alias }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('record' as const), alias }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 2500 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('weather' as const), weather }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'crash' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' } as const) },
);

/** A process with a queue in it: killed, it never writes or sends again, and what it did not commit is gone. */
interface Process {
  readonly queue: MessageQueue;
  kill(): void;
}

async function startProcess(
  store: MessageStore,
  platform: ModelPlatform,
  clock: ManualClock,
  forward: 'write' | 'record',
): Promise<Process> {
  let dead = false;
  const ownStore: MessageStore = {
    ...store,
    commit(changes) {
      if (dead) throw new Error('killed');
      store.commit(changes);
    },
    head(...given) {
      if (dead) throw new Error('killed');
      return store.head(...given);
    },
    close() {
      if (!dead) store.close();
    },
  };
  const ownClock = { ...clock, sleep: (...given: Parameters<ManualClock['sleep']>) => clock.sleep(...given) };
  const queue = createQueue({
    store: ownStore,
    upstream: platform.connect(() => dead),
    clock: ownClock,
    forward,
    random: () => 0,
    minBackoffMs: 500,
    maxBackoffMs: 2000,
    forwardTimeoutMs: 2000,
    deliverTimeoutMs: 500,
  });
  await queue.start();
  return {
    queue,
    kill() {
      dead = true;
    },
  };
}

interface Run {
  /** Values acknowledged, by alias, in the order of their requests. */
  readonly acknowledged: Map<string, string[]>;
  readonly platform: ModelPlatform;
  readonly deadLetters: number;
}

async function play(steps: readonly Step[], forward: 'write' | 'record' = 'write'): Promise<Run> {
  const clock = createManualClock();
  const platform = createModelPlatform(clock);
  const store = createMemoryStore();
  let process = await startProcess(store, platform, clock, forward);
  const acknowledged = new Map<string, string[]>();
  let count = 0;

  function send(kind: 'write' | 'record', to: string): void {
    const value = `${(count += 1)}`.padStart(4, '0');
    const { queue } = process;
    const sent =
      kind === 'write'
        ? queue.write({ client: CLIENT, values: [[to, value]] })
        : queue.enqueue({ client: CLIENT, alias: to, value });
    sent.then(
      () => acknowledged.set(to, [...(acknowledged.get(to) ?? []), value]),
      () => undefined,
    );
  }

  for (const one of steps) {
    switch (one.kind) {
      case 'write':
      case 'record':
        send(one.kind, one.alias);
        break;
      case 'pass':
        await clock.advance(one.ms);
        break;
      case 'weather':
        platform.weather = one.weather;
        break;
      case 'crash':
        await turns(2);
        process.kill();
        process = await startProcess(store, platform, clock, forward);
        break;
      case 'restart':
        await process.queue.stop();
        process = await startProcess(store, platform, clock, forward);
        break;
    }
    await turns(2);
  }

  platform.weather = 'fine';
  await clock.advance(2500);
  const { queue } = process;
  let unheard = 0;
  await until(() => {
    // Calls that hang end at their deadlines: time has to pass.
    void clock.advance(2500);
    unheard = queue.stats().messages > 0 ? 0 : unheard + 1;
    return unheard > 5;
  }, 'everything is delivered');
  const deadLetters = process.queue.stats().deadLetters;
  await process.queue.stop();
  return { acknowledged, platform, deadLetters };
}

function arrivals({ platform }: Run, to: string): string[] {
  const series = platform.values.get(to) ?? new Map<number, string>();
  return [...series].sort(([one], [other]) => one - other).map(([, value]) => value);
}

test('whatever happens, everything acknowledged arrives (design 4.4)', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const run = await play(steps);
      expect(run.deadLetters).toBe(0);
      for (const [to, values] of run.acknowledged) {
        const arrived = new Set(arrivals(run, to));
        expect(values.filter((value) => !arrived.has(value))).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

test('while every fate is known, values arrive once and in the order of their requests (gwe K147)', async () => {
  const known = step.filter((one) => {
    if (one.kind === 'weather') return one.weather === 'fine' || one.weather === 'down';
    return one.kind !== 'crash' && one.kind !== 'restart';
  });
  await fc.assert(
    fc.asyncProperty(fc.array(known, { maxLength: 40 }), async (steps) => {
      const run = await play(steps);
      for (const [to, values] of run.acknowledged) expect(arrivals(run, to)).toEqual([...values].sort());
    }),
    { numRuns: 150 },
  );
});

test('forwarded as records, every value arrives exactly once whatever happens (design 4.4)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const run = await play(steps, 'record');
      for (const [to, values] of run.acknowledged) {
        const arrived = arrivals(run, to);
        expect(new Set(arrived).size).toBe(arrived.length);
        expect(arrived).toEqual(expect.arrayContaining(values));
      }
    }),
    { numRuns: 200 },
  );
});
