import { createEmulator } from '@gateway-engine/exosite-emulator';
import { describe, expect, test } from 'vitest';
import { connectExosite, createIdentities, createMemoryStore, type Upstream } from '../src/index.ts';
import { UPSTREAM_CONFORMANCE, type ConformancePlatform } from '../src/upstream-conformance.ts';
import { CLIENT } from './fixtures/open-queue.ts';

/** The Exosite upstream before an emulator. */
const exosite: ConformancePlatform = {
  async open() {
    const emulator = createEmulator();
    await emulator.start();
    emulator.enableDevice(CLIENT);
    const store = createMemoryStore();
    await store.open();
    const upstream = connectExosite({ platformUrl: emulator.url, identities: createIdentities(store) });
    return {
      upstream,
      client: CLIENT,
      read: (alias) =>
        Promise.resolve(new Map(emulator.history(CLIENT, alias).map(({ timestamp, text }) => [timestamp, text]))),
      goOffline: () => emulator.goOffline(),
      close: () => emulator.stop(),
    };
  },
};

describe('the Exosite upstream', () => {
  test.each(UPSTREAM_CONFORMANCE.map(({ title, check }) => [title, check] as const))('%s', async (_title, check) => {
    await check(exosite);
  });
});

/** An upstream in memory, broken in one way. */
function broken(change: Partial<Upstream>): ConformancePlatform {
  return {
    open() {
      const values = new Map<number, string>();
      let isUp = true;
      const upstream: Upstream = {
        deliver: ({ records }) => {
          if (!isUp) return Promise.resolve(records.map(() => ({ kind: 'retry', reason: 'down', uncertain: false })));
          for (const { timestamp, value } of records) values.set(timestamp, Buffer.from(value).toString());
          return Promise.resolve(records.map(() => ({ kind: 'delivered' })));
        },
        ...change,
      };
      return Promise.resolve({
        upstream,
        client: CLIENT,
        read: () => Promise.resolve(values),
        goOffline: () => Promise.resolve(void (isUp = false)),
        close: () => Promise.resolve(),
      });
    },
  };
}

const failing = async (platform: ConformancePlatform): Promise<string[]> => {
  const titles: string[] = [];
  for (const { title, check } of UPSTREAM_CONFORMANCE) await check(platform).catch(() => titles.push(title));
  return titles;
};

test('an upstream of another kind passes as well: only delivering is a must', async () => {
  expect(await failing(broken({}))).toEqual([]);
});

test('the rules find what is wrong', async () => {
  const rejecting: Upstream['deliver'] = ({ records }) =>
    Promise.resolve(records.map(() => ({ kind: 'rejected', reason: 'down' })));
  expect(await failing(broken({ deliver: rejecting }))).toContain(
    'says retry, and never rejects a value, while the platform cannot be reached',
  );
  expect(await failing(broken({ deliver: () => Promise.resolve([]) }))).toContain(
    'gives one outcome per record, in the order of the records',
  );
  const seconds = { kind: 'known', epochMs: 1_700_000_000 } as const;
  expect(await failing(broken({ time: () => Promise.resolve(seconds) }))).toEqual([
    'tells the time, or that it is not known; offline, that it is to be asked again',
  ]);
});
