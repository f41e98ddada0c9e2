import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeGatewayCfg } from '../fixtures/gateway-cfg.ts';
import { post } from '../fixtures/http.ts';
import { until } from '../fixtures/manual-clock.ts';
import { CLIENT } from '../fixtures/open-queue.ts';
import { arrived, openPlatform } from '../fixtures/platform.ts';
import { runCli, startCli } from '../fixtures/run-cli.ts';
import { createScratch } from '../fixtures/scratch.ts';

const WRITE = '/onep:v1/stack/alias';

test('prints its URL, delivers, and stops cleanly at SIGTERM', async () => {
  const emulator = await openPlatform();
  const root = createScratch();
  const cli = startCli(['--port', '0', '--url', emulator.url], { GWE_ROOT: root });
  const url = await cli.firstLine();
  expect((await post(url + WRITE, 'a=1')).status).toBe(204);
  expect(arrived(emulator, 'a')).toEqual(['1']);
  const ended = await cli.kill('SIGTERM');
  expect(ended).toMatchObject({ code: 0, stdout: `${url}\n` });
  expect(ended.stderr).toContain('var/lib/gateway-engine');
  expect(statSync(join(root, 'var/lib/gateway-engine/gmq.db')).mode & 0o777).toBe(0o600);
});

test('takes its settings from the environment, and flags win over it', async () => {
  const emulator = await openPlatform();
  const data = createScratch();
  const env = { GMQ_HOST: '::1', GMQ_PORT: '0', GMQ_DATA: data, GMQ_PLATFORM_URL: emulator.url };
  const cli = startCli(['--host', '127.0.0.1'], {
    ...env,
    GMQ_GATEWAY_CFG: '/nowhere',
    GMQ_RECORD_PERIOD: '0.1',
  });
  const url = await cli.firstLine();
  expect(new URL(url).hostname).toBe('127.0.0.1');
  await post(url + WRITE, 'a=1');
  expect(arrived(emulator, 'a')).toEqual(['1']);
  expect((await cli.kill('SIGINT')).code).toBe(0);
  expect(statSync(join(data, 'gmq.db')).size).toBeGreaterThan(0);
});

test('says on stderr what does not go as it should, and never a CIK', async () => {
  const emulator = await openPlatform();
  const cli = startCli(['--port', '0', '--data', createScratch(), '--url', emulator.url]);
  const url = await cli.firstLine();
  await post(url + WRITE, 'a=1');
  const cik = emulator.devices()[0]?.cik ?? '';
  await emulator.goOffline();
  await post(url + WRITE, 'b=1', { 'X-Exosite-CIK': cik });
  const { stderr } = await cli.kill('SIGTERM');
  expect(stderr).toMatch(/^gmq: CIK .{8}…: .* next attempt in 1 s$/m);
  expect(stderr).not.toContain(cik.slice(8));
});

test('leaves the identity in Gateway.cfg to the engine and uses its CIK (gwe B30, B40)', async () => {
  const emulator = await openPlatform();
  const { cik, gatewayCfg } = await writeGatewayCfg(emulator, createScratch());
  const args = ['--port', '0', '--data', createScratch(), '--url', emulator.url, '--gateway-cfg', gatewayCfg];
  const cli = startCli(args);
  await post((await cli.firstLine()) + WRITE, 'a=1');
  expect(arrived(emulator, 'a')).toEqual(['1']);
  expect(emulator.devices()).toMatchObject([{ ...CLIENT, cik }]);
  await cli.kill('SIGTERM');
});

test('gmq.cfg is followed, a reread takes up what was set, and what cannot be used changes nothing (gwe K141)', async () => {
  const emulator = await openPlatform();
  const root = createScratch();
  const env = { GWE_ROOT: root };
  await runCli(['cfg', 'set', 'platform', 'url', emulator.url], env);
  await runCli(['cfg', 'set', 'http', 'port', '0'], env);
  const cfg = join(root, 'etc/gateway-engine/gmq.cfg');
  appendFileSync(cfg, '[unq]\nold_option = 1\n');
  const cli = startCli([], env);
  const url = await cli.firstLine();
  await post(`${url}${WRITE}/a`, '100=x');
  expect(arrived(emulator, 'a')).toEqual([]);
  const { port } = new URL(url);

  const sound = readFileSync(cfg, 'utf8');
  writeFileSync(cfg, `${sound}batch_qty = none\n`);
  expect((await post(`${url}/reread`, '')).status).toBe(400);
  writeFileSync(cfg, sound.replace('[unq]', '[unq]\nbatch_record_period = 0'));
  expect(await runCli(['reread', '--port', port], env)).toMatchObject({ code: 0, stdout: '', stderr: '' });
  await post(`${url}${WRITE}/b`, '100=y');
  await until(() => arrived(emulator, 'b').length === 1 && arrived(emulator, 'a').length === 1, 'both have arrived');
  expect((await cli.kill('SIGTERM')).stderr).toContain('[unq] old_option');
});

test('a gmq.cfg with values that cannot be used is one line, exit code 1', async () => {
  const root = createScratch();
  mkdirSync(join(root, 'etc/gateway-engine'), { recursive: true });
  writeFileSync(join(root, 'etc/gateway-engine/gmq.cfg'), '[http]\nport = x\n[unq]\nbatch_qty = 0\n');
  const { code, stderr } = await runCli([], { GWE_ROOT: root });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^gmq: .*batch_qty.*port.* \(GMQ_BAD_CONFIG\)\n$/);
});

test('a port in use is one line with what to do, exit code 1', async () => {
  const emulator = await openPlatform();
  const { code, stdout, stderr } = await runCli([
    ...['--port', new URL(emulator.url).port, '--data', createScratch(), '--url', emulator.url],
  ]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^gmq: Listening on .* failed: the port is in use.*another port\. \(GMQ_PORT_IN_USE\)\n$/);
});

test('a data folder that cannot be used is one line, exit code 1', async () => {
  const { code, stderr } = await runCli(['--port', '0', '--data', '/dev/null/gmq']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^gmq: Opening .* \(GMQ_STORE_FAILED\)\n$/);
});

test.each([
  [['--port', 'x'], /whole number/],
  [['--url', 'ftp://platform'], /^gmq: .*ftp/],
])('%j is wrong usage, exit code 2', async (args, message) => {
  const { code, stdout, stderr } = await runCli(['--data', createScratch(), '--port', '0', ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
});

test('prints the version of the package (gwe K142)', async () => {
  expect(await runCli(['-v'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    stderr: '',
  });
});
