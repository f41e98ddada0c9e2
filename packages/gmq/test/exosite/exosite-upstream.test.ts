import type { RecordedValue } from '@gateway-engine/device-client';
import { expect, test } from 'vitest';
import {
  createExositeUpstream,
  createIdentities,
  createMemoryStore,
  type DeliveryRecord,
  type ExositeClient,
} from '../../src/index.ts';
import { createFakeClient, fail } from '../fixtures/fake-client.ts';
import { createManualClock } from '../fixtures/manual-clock.ts';
import { CLIENT, T } from '../fixtures/open-queue.ts';
import { CONFLICT, DELIVERED } from '../fixtures/scripted-upstream.ts';

const OLD = 'a'.repeat(40);
const CALL = { signal: new AbortController().signal, timeoutMs: 1234 };
const recordOf = (given: Partial<DeliveryRecord> = {}): DeliveryRecord => ({
  alias: 'a',
  timestamp: T,
  value: Buffer.from('1'),
  fate: 'unsent',
  ...given,
});
const WRITE = { client: CLIENT, values: [['a', Buffer.from('1')]] } as const;

async function openUpstream(client: Partial<ExositeClient>) {
  const store = createMemoryStore();
  await store.open();
  const identities = createIdentities(store);
  identities.save(CLIENT, OLD);
  const upstream = createExositeUpstream({ client: createFakeClient(client), identities, clock: createManualClock() });
  const write = () => upstream.write?.(WRITE, CALL);
  const deliver = (...records: DeliveryRecord[]) => upstream.deliver({ client: CLIENT, records }, CALL);
  return { identities, upstream, write, deliver };
}

test('a refused CIK is renewed at once and the same request repeated, for writes and records (gwe N3)', async () => {
  const used: string[] = [];
  const once = (cik: unknown) => {
    used.push(String(cik).slice(0, 1));
    return cik === OLD ? fail('DEVICE_CLIENT_UNAUTHORIZED') : Promise.resolve();
  };
  const writing = await openUpstream({ write: once });
  expect(await writing.write()).toEqual(DELIVERED);
  const recording = await openUpstream({ record: (cik) => once(cik).then(() => ({ conflicts: [] })) });
  expect(await recording.deliver(recordOf())).toEqual([DELIVERED]);
  expect(used).toEqual(['a', 'f', 'a', 'f']);
  expect(writing.identities.find(CLIENT)).toBe('f'.repeat(40));
});

test('without a CIK to be had the values certainly did not arrive', async () => {
  const { write, deliver } = await openUpstream({
    write: () => fail('DEVICE_CLIENT_UNAUTHORIZED'),
    record: () => fail('DEVICE_CLIENT_UNAUTHORIZED'),
    activate: () => fail('DEVICE_CLIENT_TIMEOUT', 'unknown'),
  });
  const expected = { kind: 'retry', uncertain: false, reason: expect.stringContaining('Activating') as string };
  expect(await write()).toMatchObject(expected);
  expect(await deliver(recordOf())).toMatchObject([expected]);
});

test('a CIK that is refused twice is not tried a third time', async () => {
  let writes = 0;
  const { write } = await openUpstream({
    write: () => {
      writes += 1;
      return fail('DEVICE_CLIENT_UNAUTHORIZED');
    },
  });
  expect(await write()).toMatchObject({ kind: 'retry', uncertain: false });
  expect(writes).toBe(2);
});

test('a 409 refuses the values that it names and no others (exosite 2.5)', async () => {
  const { deliver } = await openUpstream({
    record: () => Promise.resolve({ conflicts: [{ alias: 'a', timestamp: T + 1 }] }),
  });
  expect(await deliver(recordOf(), recordOf({ timestamp: T + 1 }), recordOf({ alias: 'b', timestamp: T + 1 }))).toEqual(
    [DELIVERED, CONFLICT, DELIVERED],
  );
});

test('a 400 for a batch costs only the value that caused it (gwe K138)', async () => {
  const record = (_cik: string, values: readonly RecordedValue[]) =>
    values.some(({ alias }) => alias === 'bad')
      ? fail('DEVICE_CLIENT_BAD_REQUEST')
      : Promise.resolve({ conflicts: [] });
  const { deliver } = await openUpstream({ record });
  const outcomes = await deliver(recordOf(), recordOf({ alias: 'bad' }), recordOf({ alias: 'c' }));
  expect(outcomes.map(({ kind }) => kind)).toEqual(['delivered', 'rejected', 'delivered']);
});

test.each([
  ['agrees: the write has arrived', 0, CONFLICT],
  ['is elsewhere: somebody else has the second', 60, { kind: 'conflict', foreign: true }],
])('a conflict of an unanswered write, and the platform’s clock %s', async (_what, skewSeconds, expected) => {
  const { deliver } = await openUpstream({
    record: () => Promise.resolve({ conflicts: [{ alias: 'a', timestamp: T }] }),
    timestamp: () => Promise.resolve(T + skewSeconds),
  });
  expect(await deliver(recordOf({ fate: 'maybeWritten' }))).toEqual([expected]);
  expect(await deliver(recordOf({ fate: 'maybeRecorded' }))).toEqual([CONFLICT]);
});

test('if the clocks cannot be compared, the conflict is judged another time', async () => {
  const { deliver } = await openUpstream({
    record: () => Promise.resolve({ conflicts: [{ alias: 'a', timestamp: T }] }),
    timestamp: () => fail('DEVICE_CLIENT_NETWORK', 'notSent'),
  });
  expect(await deliver(recordOf({ fate: 'maybeWritten' }))).toMatchObject([{ kind: 'retry', uncertain: false }]);
});

test('passes its signal and its timeout on, and an abort through', async () => {
  const reason = new Error('enough');
  let seen: unknown;
  const { write } = await openUpstream({
    write: (_cik, _values, call) => {
      seen = call;
      return Promise.reject(reason);
    },
  });
  await expect(write()).rejects.toBe(reason);
  expect(seen).toMatchObject({ timeoutMs: 1234 });
});

test('activates on request (gwe K132)', async () => {
  const { upstream } = await openUpstream({});
  expect(await upstream.activate?.(CLIENT, CALL)).toEqual({ kind: 'activated', cik: OLD });
});
