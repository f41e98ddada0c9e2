import { join } from 'node:path';
import { expect, test } from 'vitest';
import { post } from '../fixtures/http.ts';
import { until } from '../fixtures/manual-clock.ts';
import { openGmq, openPlatform } from '../fixtures/platform.ts';
import { runCli } from '../fixtures/run-cli.ts';
import { createScratch } from '../fixtures/scratch.ts';

test('shows what waits and exports it', async () => {
  const emulator = await openPlatform();
  const gmq = await openGmq(emulator, { minBackoffMs: 60_000, maxBackoffMs: 60_000 });
  await emulator.goOffline();
  await post(`${gmq.url}/onep:v1/stack/alias/a`, '1=x&2=y');
  const env = { GMQ_PORT: new URL(gmq.url).port };
  const [peeked, exported] = await Promise.all([runCli(['peek', '--limit', '1'], env), runCli(['export'], env)]);
  expect(JSON.parse(peeked.stdout)).toMatchObject({
    client: 'acme gateway 0001',
    alias: 'a',
    value: 'x',
    timestamp: 1,
  });
  expect(exported.stdout.trim().split('\n')).toHaveLength(2);
});

test('lists, retries and purges dead letters', async () => {
  const emulator = await openPlatform();
  const gmq = await openGmq(emulator);
  emulator.injectFault({ kind: 'status', status: 400, path: '/onep:v1/stack/record', count: 3 });
  await post(`${gmq.url}/onep:v1/stack/alias/a`, '1=x&2=y');
  await until(() => gmq.queue.stats().deadLetters === 2, 'both are refused');
  const env = { GMQ_PORT: new URL(gmq.url).port };
  const { stdout } = await runCli(['dead-letters'], env);
  const letters = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: number; alias: string });
  expect(letters).toMatchObject([{ alias: 'a' }, { alias: 'a' }]);
  expect(await runCli(['dead-letters', 'purge', `${letters[0]?.id}`], env)).toMatchObject({ code: 0, stdout: '1\n' });
  expect(await runCli(['dead-letters', 'retry'], env)).toMatchObject({ code: 0, stdout: '1\n' });
  await until(
    () => emulator.history({ vendor: 'acme', model: 'gateway', serial: '0001' }, 'a').length === 1,
    'it arrives',
  );
});

test('prints the paths of its files, bare (gwe K142)', async () => {
  const root = createScratch();
  const env = { GWE_ROOT: root };
  const [cfg, log, value, wrong] = await Promise.all([
    runCli(['-g'], env),
    runCli(['-l'], env),
    runCli(['cfg', 'get', 'unq', 'batch_record_period'], env),
    runCli(['cfg', 'put'], env),
  ]);
  expect(cfg).toMatchObject({ code: 0, stdout: `${join(root, 'etc/gateway-engine/gmq.cfg')}\n` });
  expect(log).toMatchObject({ code: 0, stdout: `${join(root, 'etc/gateway-engine/logging.cfg')}\n` });
  expect(value).toMatchObject({ code: 0, stdout: '10.0\n' });
  expect(wrong).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^error: it is gmq cfg get/) as string,
  });
});
