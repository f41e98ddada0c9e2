import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { printNote, printResult, withSession } from '../../src/cli/session.ts';
import type { CliHost } from '../../src/cli/settings.ts';
import type { DeviceClient } from '../../src/client.ts';
import { createUsageLedger } from '../../src/usage/ledger.ts';
import { failureOf } from '../fixtures/client.ts';
import { makeFolder } from '../fixtures/folder.ts';
import { reply, silence, startPlatform } from '../fixtures/scripted-platform.ts';

function createHost(env: Readonly<Record<string, string>> = {}) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  return { host: { env, stdout, stderr } satisfies CliHost, stdout, stderr };
}

test('closes the client after the command, also after a failed one', async () => {
  const platform = await startPlatform([reply(200, '1408088308')]);
  const { host } = createHost({ GDC_URL: platform.url });
  let used: DeviceClient | undefined;
  const seconds = await withSession(host, {}, ({ client }) => {
    used = client;
    return client.timestamp();
  });
  expect(seconds).toBe(1_408_088_308);
  expect(await failureOf(used?.timestamp() ?? Promise.resolve())).toMatchObject({ code: 'DEVICE_CLIENT_CLOSED' });
  const failing = withSession(host, {}, ({ client }) => {
    used = client;
    return Promise.reject(new Error('failed'));
  });
  await expect(failing).rejects.toThrow('failed');
  expect(await failureOf(used?.timestamp() ?? Promise.resolve())).toMatchObject({ code: 'DEVICE_CLIENT_CLOSED' });
});

test('keeps to --timeout-ms', async () => {
  const platform = await startPlatform([silence]);
  const { host } = createHost();
  const call = withSession(host, { url: platform.url, timeoutMs: '30' }, ({ client }) => client.timestamp());
  expect(await failureOf(call)).toMatchObject({ code: 'DEVICE_CLIENT_TIMEOUT' });
});

test('results go to stdout, as text or as JSON; remarks go to stderr', () => {
  const { host, stdout, stderr } = createHost();
  printResult(host, {}, 42, { timestamp: 42 });
  printResult(host, { json: true }, 42, { timestamp: 42 });
  printNote(host, 'no value: a');
  expect(String(stdout.read())).toBe('42\n{"timestamp":42}\n');
  expect(String(stderr.read())).toBe('gdc: no value: a\n');
});

test('keeps accounts where --usage or GDC_USAGE says so', async () => {
  const platform = await startPlatform([reply(200, '1408088308')]);
  const [flag, variable] = [join(makeFolder(), 'flag.db'), join(makeFolder(), 'variable.db')];
  const { host } = createHost({ GDC_URL: platform.url, GDC_USAGE: variable });
  await withSession(host, {}, ({ client }) => client.timestamp());
  await withSession(host, { usage: flag }, ({ client }) => client.timestamp());
  for (const path of [flag, variable]) {
    const ledger = createUsageLedger({ path });
    await ledger.start();
    expect(ledger.latest()).toMatchObject([{ group: 'gdc', source: 'timestamp' }]);
    await ledger.stop();
  }
});

test('ends the calls when the process is asked to end', async () => {
  const platform = await startPlatform([silence]);
  const stop = new AbortController();
  const { host } = createHost({ GDC_URL: platform.url });
  const call = withSession({ ...host, signal: stop.signal }, {}, ({ client, call: limits }) =>
    client.timestamp(limits),
  );
  await platform.arrived(1);
  const reason = new Error('stopped by SIGTERM');
  stop.abort(reason);
  await expect(call).rejects.toBe(reason);
});
