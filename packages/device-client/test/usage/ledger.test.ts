import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createUsageLedger, type UsageLedger, type UsageLedgerOptions } from '../../src/usage/ledger.ts';
import type { UsageReport } from '../../src/usage/report.ts';
import { failureOf, openClient } from '../fixtures/client.ts';
import { makeFolder } from '../fixtures/folder.ts';
import { LOOPBACK_CERTIFICATE } from '../fixtures/loopback-certificate.ts';
import { CIK, reply, reset, startPlatform } from '../fixtures/scripted-platform.ts';

const NOON = Date.parse('2026-03-01T12:00:00Z');

async function openLedger(options: Partial<UsageLedgerOptions> = {}): Promise<UsageLedger> {
  const ledger = createUsageLedger({ path: join(makeFolder(), 'usage.db'), now: () => NOON, ...options });
  await ledger.start();
  onTestFinished(() => ledger.stop());
  return ledger;
}

const sourcesOf = (report: UsageReport): unknown =>
  Object.entries(report).find(([name]) => name.startsWith('lo'))?.[1]['device-client'];

function listen(channel: string): unknown[] {
  const messages: unknown[] = [];
  const onMessage = (message: unknown): void => {
    messages.push(message);
  };
  subscribe(channel, onMessage);
  onTestFinished(() => {
    unsubscribe(channel, onMessage);
  });
  return messages;
}

test('counts the real bytes of each request on the wire (gwe D59, D61)', async () => {
  const platform = await startPlatform([reply(204)]);
  const usage = await openLedger();
  const client = openClient(platform.url, { usage });
  await client.write(CIK, { temperature: '1' });
  await client.write(CIK, { temperature: '2' });
  const [latest] = usage.latest();
  expect(latest).toMatchObject({ source: 'write:temperature', group: 'device-client', endedAtMs: NOON });
  const { sentBytes = 0, receivedBytes = 0 } = latest ?? {};
  expect(sentBytes).toBeGreaterThan('POST /onep:v1/stack/alias HTTP/1.1\r\n'.length + CIK.length);
  expect(sourcesOf(usage.report())).toEqual({
    'write:temperature': {
      tot_rx: 2 * receivedBytes,
      max_rx: receivedBytes,
      tot_tx: 2 * sentBytes,
      max_tx: sentBytes,
      num: 2,
    },
  });
});

test('counts TLS: the first request of a connection carries its handshake', async () => {
  const platform = await startPlatform([reply(204)], true);
  const usage = await openLedger();
  const client = openClient(platform.url, { usage, ca: LOOPBACK_CERTIFICATE });
  await client.write(CIK, { a: '1' });
  await client.write(CIK, { a: '2' });
  const [second, first] = usage.latest();
  expect((first?.receivedBytes ?? 0) - (second?.receivedBytes ?? 0)).toBeGreaterThan(500);
  expect(second?.sentBytes).toBeGreaterThan(100);
});

test('books failed requests, too', async () => {
  const platform = await startPlatform([reset]);
  const usage = await openLedger();
  await failureOf(openClient(platform.url, { usage }).write(CIK, { a: '1' }));
  await failureOf(openClient('http://127.0.0.1:1', { usage }).write(CIK, { a: '1' }));
  expect(usage.latest()).toMatchObject([
    { interface: 'none', sentBytes: 0 },
    { source: 'write:a', receivedBytes: 0 },
  ]);
});

test('a source that has used up its budget is refused before anything is sent', async () => {
  const platform = await startPlatform([reply(204)]);
  const usage = await openLedger({ budgets: [{ source: 'write:*', period: 'day', maxBytes: 1 }] });
  const client = openClient(platform.url, { usage });
  await client.write(CIK, { a: '1' });
  const error = await failureOf(client.write(CIK, { a: '2' }));
  expect(error).toMatchObject({
    code: 'DEVICE_CLIENT_BUDGET',
    outcome: 'notSent',
    retryable: true,
    retryAfterMs: 12 * 60 * 60 * 1000,
  });
  expect(error.message).toMatch(/^write at .* was not sent: write:\* has used \d+ of its 1 bytes of this day\.$/);
  await client.read(CIK, ['a']);
  expect(platform.requests).toHaveLength(2);
});

test('a new period brings a new budget', async () => {
  const platform = await startPlatform([reply(204)]);
  let now = NOON;
  const usage = await openLedger({ now: () => now, budgets: [{ source: '*', period: 'hour', maxBytes: 1 }] });
  const client = openClient(platform.url, { usage });
  await client.write(CIK, { a: '1' });
  await failureOf(client.write(CIK, { a: '2' }));
  now += 60 * 60 * 1000;
  await client.write(CIK, { a: '3' });
});

test('several processes share one file and its budgets', async () => {
  const path = join(makeFolder(), 'usage.db');
  const usage = await openLedger({ path, budgets: [{ source: 'write:a', period: 'hour', maxBytes: 1_000 }] });
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--no-warnings',
      '--input-type=module',
      '--eval',
      `import { createUsageLedger } from ${JSON.stringify(new URL('../../src/usage/index.ts', import.meta.url).href)};
       const ledger = createUsageLedger({ path: ${JSON.stringify(path)}, group: 'other', now: () => ${NOON} });
       await ledger.start();
       ledger.record({ operation: 'write', source: 'write:a', origin: 'x', sentBytes: 900, receivedBytes: 200, durationMs: 1 });
       await ledger.stop();`,
    ],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(usage.report()).toMatchObject({ none: { other: { 'write:a': { tot_tx: 900 } }, top_consumer: 'write:a' } });
  expect(usage.admit({ operation: 'write', source: 'write:a' })).toMatchObject({ retryAfterMs: 3_600_000 });
});

test('a damaged file is set aside and begun afresh, with a notice (gwe D64)', async () => {
  const path = join(makeFolder(), 'usage.db');
  const resets = listen('device-client:usage:reset');
  writeFileSync(path, 'no database at all'.repeat(100));
  const usage = await openLedger({ path });
  expect(usage.report()).toEqual({});
  expect(readFileSync(`${path}.damaged`, 'utf8')).toContain('no database');
  expect(resets).toMatchObject([{ path, setAside: `${path}.damaged` }]);
});

test('trouble with the accounts never reaches a request (gwe D64)', async () => {
  const path = join(makeFolder(), 'usage.db');
  const failures = listen('device-client:usage:failed');
  const platform = await startPlatform([reply(204)]);
  const usage = await openLedger({ path, flushMs: 1 });
  const client = openClient(platform.url, { usage });
  usage.report();
  // Somebody takes the tables away under the ledger's hands.
  const vandal = new DatabaseSync(path);
  vandal.exec('DROP TABLE sums');
  vandal.close();
  await client.write(CIK, { a: '1' });
  await vi.waitFor(() => {
    expect(failures).toMatchObject([{ path, error: { message: 'no such table: sums' } }]);
  });
  await client.write(CIK, { a: '2' });
  expect(platform.requests).toHaveLength(2);
});

test('keeps and refuses nothing before start and after stop; stop twice is one stop', async () => {
  const ledger = createUsageLedger({ path: join(makeFolder(), 'usage.db') });
  const usage = {
    operation: 'write',
    source: 'write:a',
    origin: 'x',
    sentBytes: 1,
    receivedBytes: 1,
    durationMs: 1,
  } as const;
  ledger.record(usage);
  expect(() => ledger.report()).toThrow('is not open: call start first');
  await ledger.start();
  await ledger.start();
  ledger.record(usage);
  await ledger.stop();
  await ledger[Symbol.asyncDispose]();
  ledger.record(usage);
  await ledger.start();
  expect(ledger.latest()).toHaveLength(1);
  await ledger.stop();
});

test('a file that cannot be made is told at the start', async () => {
  const file = join(makeFolder(), 'file');
  writeFileSync(file, '');
  await expect(createUsageLedger({ path: join(file, 'usage.db') }).start()).rejects.toMatchObject({ code: 'EEXIST' });
});

test.each([
  { path: '' },
  { flushMs: 0 },
  { maxSums: 0 },
  { budgets: [{ source: 'a', period: 'day' as const, maxBytes: 0 }] },
])('refuses %j', (options) => {
  expect(() => createUsageLedger({ path: 'usage.db', ...options })).toThrow(TypeError);
});
