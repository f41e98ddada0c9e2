import assert from 'node:assert/strict';
import type { DeliveryBatch, DeliveryRecord, Upstream, UpstreamCall } from './upstream.ts';

/** What the platform behind an upstream holds, as the author of the upstream can look it up in a test. */
export interface ConformancePlatform {
  /** A fresh upstream to a platform that knows this client and holds nothing. Called anew for every rule. */
  readonly open: () => Promise<ConformanceSubject>;
}

/** One upstream under test. */
export interface ConformanceSubject {
  readonly upstream: Upstream;
  /** Whose data is sent; the platform takes it. */
  readonly client: DeliveryBatch['client'];
  /** Values of an alias on the platform, by epoch second. */
  readonly read: (alias: string) => Promise<ReadonlyMap<number, string>>;
  /** Makes the platform unreachable, until the subject is closed. */
  readonly goOffline: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** One thing that a queue relies on. `check` throws where it does not hold. */
export interface ConformanceRule {
  readonly title: string;
  readonly check: (platform: ConformancePlatform) => Promise<void>;
}

const T = 1_700_000_000;
const text = (value: string): Uint8Array => Buffer.from(value, 'utf8');

function recordOf(given: Partial<DeliveryRecord> = {}): DeliveryRecord {
  return { alias: 'conformance', timestamp: T, value: text('1'), fate: 'unsent', ...given };
}

function callOf(signal: AbortSignal = new AbortController().signal): UpstreamCall {
  return { signal, timeoutMs: 5000 };
}

/** Opens a subject, uses it, and closes it whatever happens. */
function rule(title: string, use: (subject: ConformanceSubject) => Promise<void>): ConformanceRule {
  return {
    title,
    async check(platform) {
      const subject = await platform.open();
      try {
        await use(subject);
      } finally {
        await subject.upstream.stop?.();
        await subject.close();
      }
    },
  };
}

/**
 * What a queue relies on in every upstream (design 4.4): run each rule in a test of your own, with any test runner.
 * The rules use records of 2023 and the alias `conformance`.
 */
export const UPSTREAM_CONFORMANCE: readonly ConformanceRule[] = Object.freeze([
  rule('gives one outcome per record, in the order of the records', async ({ upstream, client, read }) => {
    const records = ['a', 'b', 'c'].map((value, index) => recordOf({ timestamp: T + index, value: text(value) }));
    const outcomes = await upstream.deliver({ client, records }, callOf());
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['delivered', 'delivered', 'delivered'],
    );
    const values = await read('conformance');
    assert.deepEqual(
      records.map(({ timestamp }) => values.get(timestamp)),
      ['a', 'b', 'c'],
    );
  }),
  rule('delivers a value byte for byte, separators and all', async ({ upstream, client, read }) => {
    const value = 'a&b=c%26 +\u00e9\u{1f600}"{}\\';
    const outcomes = await upstream.deliver({ client, records: [recordOf({ value: text(value) })] }, callOf());
    assert.equal(outcomes[0]?.kind, 'delivered');
    assert.equal((await read('conformance')).get(T), value);
  }),
  rule('a record that is sent again changes nothing', async ({ upstream, client, read }) => {
    const batch = { client, records: [recordOf()] };
    await upstream.deliver(batch, callOf());
    const [again] = await upstream.deliver({ client, records: [recordOf({ fate: 'maybeRecorded' })] }, callOf());
    assert.ok(again?.kind === 'delivered' || again?.kind === 'conflict', `a repeat is ${again?.kind}`);
    assert.deepEqual([...(await read('conformance'))], [[T, '1']]);
  }),
  rule('says retry, and never rejects a value, while the platform cannot be reached', async (subject) => {
    await subject.goOffline();
    const records = [recordOf(), recordOf({ timestamp: T + 1 })];
    const outcomes = await subject.upstream.deliver({ client: subject.client, records }, callOf());
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['retry', 'retry'],
    );
    for (const outcome of outcomes) assert.ok(outcome.kind === 'retry' && outcome.reason.length > 0);
  }),
  rule('an immediate write delivers, or says retry while the platform cannot be reached', async (subject) => {
    const { upstream, client, read, goOffline } = subject;
    if (upstream.write === undefined) return;
    const values = [['conformance', text('now')]] as const;
    assert.equal((await upstream.write({ client, values }, callOf())).kind, 'delivered');
    assert.deepEqual([...(await read('conformance')).values()], ['now']);
    await goOffline();
    assert.equal((await upstream.write({ client, values }, callOf())).kind, 'retry');
  }),
  rule('ends when its signal aborts', async ({ upstream, client, goOffline }) => {
    await goOffline();
    const controller = new AbortController();
    const delivering = upstream.deliver({ client, records: [recordOf()] }, callOf(controller.signal));
    controller.abort(new Error('enough'));
    // Either way is right: a rejection, or outcomes that promise nothing.
    const outcomes = await delivering.catch(() => []);
    assert.ok(outcomes.every(({ kind }) => kind === 'retry'));
  }),
  rule('tells the time, or that it is not known; offline, that it is to be asked again', async (subject) => {
    const { upstream, goOffline } = subject;
    if (upstream.time === undefined) return;
    const answer = await upstream.time(callOf());
    assert.ok(answer.kind !== 'retry', 'the platform answers');
    if (answer.kind === 'known') assert.ok(answer.epochMs > 1_600_000_000_000, 'milliseconds since the epoch');
    await goOffline();
    assert.equal((await upstream.time(callOf())).kind, 'retry');
  }),
  rule('stops once, and without hanging', async ({ upstream, client }) => {
    await upstream.deliver({ client, records: [recordOf()] }, callOf());
    await upstream.stop?.();
  }),
]);
