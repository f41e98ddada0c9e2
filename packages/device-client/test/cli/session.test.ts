import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { printLine, printNote, withClient } from '../../src/cli/session.ts';
import type { CliHost } from '../../src/cli/settings.ts';
import type { DeviceClient } from '../../src/client.ts';
import { failureOf } from '../fixtures/client.ts';
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
  const seconds = await withClient(host, {}, (client) => {
    used = client;
    return client.timestamp();
  });
  expect(seconds).toBe(1_408_088_308);
  expect(await failureOf(used?.timestamp() ?? Promise.resolve())).toMatchObject({ code: 'DEVICE_CLIENT_CLOSED' });
  const failing = withClient(host, {}, (client) => {
    used = client;
    return Promise.reject(new Error('failed'));
  });
  await expect(failing).rejects.toThrow('failed');
  expect(await failureOf(used?.timestamp() ?? Promise.resolve())).toMatchObject({ code: 'DEVICE_CLIENT_CLOSED' });
});

test('keeps to --timeout-ms', async () => {
  const platform = await startPlatform([silence]);
  const { host } = createHost();
  const call = withClient(host, { url: platform.url, timeoutMs: '30' }, (client) => client.timestamp());
  expect(await failureOf(call)).toMatchObject({ code: 'DEVICE_CLIENT_TIMEOUT' });
});

test('results go to stdout, remarks to stderr', () => {
  const { host, stdout, stderr } = createHost();
  printLine(host, 42);
  printNote(host, 'no value: a');
  expect(String(stdout.read())).toBe('42\n');
  expect(String(stderr.read())).toBe('gdc: no value: a\n');
});
