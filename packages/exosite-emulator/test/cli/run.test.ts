import { expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { spawnCli } from '../support/process.ts';

interface Started {
  readonly url: string;
  readonly consoleUrl?: string;
  readonly vendorToken: string;
  readonly pid: number;
}

test('--json is one object with everything a script needs; faults work from the start', async () => {
  const {
    url: line,
    child,
    result,
  } = spawnCli(['--port', '0', '--no-console', '--json', '--fault', '503,path=/timestamp']);
  const started = JSON.parse(await line) as Started;
  expect(started).toMatchObject({ pid: child.pid, vendorToken: expect.stringMatching(/^[0-9a-f]{40}$/) as string });
  expect((await call(`${started.url}/timestamp`)).status).toBe(503);
  const headers = { 'X-Exosite-Token': started.vendorToken };
  expect((await call(`${started.url}/control/faults`, { headers, body: 'delay,delayMs=1' })).status).toBe(201);
  child.kill('SIGTERM');
  const { code, stdout } = await result;
  expect([code, stdout.trim().split('\n')]).toEqual([0, [JSON.stringify(started)]]);
});

test('a fleet checks in until the signal, and says what it has done', async () => {
  const args = ['--port', '0', '--no-console', '--json', '--fleet', '5', '--fleet-interval', '1'];
  const { url: line, child, result } = spawnCli(args);
  const { url, vendorToken } = JSON.parse(await line) as Started;
  const headers = { 'X-Exosite-Token': vendorToken };
  const list = `${url}/provision/manage/model/gateway/?status=true`;
  await expect
    .poll(async () => (await call(list, { headers })).body, { timeout: 20_000 })
    .toMatch(/^(.*,activated,.*\r\n){5}$/);
  child.kill('SIGINT');
  const { code, stderr } = await result;
  expect(code).toBe(0);
  expect(stderr).toMatch(/What the fleet has done: \{"gateways":5,"activated":5,/);
});

test('a load report is measured, printed, and the end', async () => {
  const args = ['--port', '0', '--no-console', '--json', '--fleet', '5', '--load-report', '1'];
  const { code, stdout } = await spawnCli(args).result;
  const [, report = ''] = stdout.trim().split('\n');
  expect(code).toBe(0);
  expect(JSON.parse(report)).toMatchObject({
    gateways: 5,
    rounds: { oneRoundTrip: { requests: 5, failedRequests: 0 }, sixRequests: { requests: 30, failedRequests: 0 } },
  });
});
