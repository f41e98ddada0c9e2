import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../../src/server/listen.ts';
import { post } from '../fixtures/http.ts';
import { openGmq, openPlatform } from '../fixtures/platform.ts';
import { until } from '../fixtures/manual-clock.ts';
import { runCli, startCli } from '../fixtures/run-cli.ts';

const portOf = (url: string): string => new URL(url).port;

test('--json prints what the running gmq holds, as one line', async () => {
  const gmq = await openGmq(await openPlatform());
  await post(`${gmq.url}/onep:v1/stack/alias`, 'a=1');
  const { code, stdout, stderr } = await runCli(['status', '--json'], { GMQ_PORT: portOf(gmq.url) });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^\{.*\}\n$/);
  expect(JSON.parse(stdout)).toMatchObject({ messages: 0, delivered: 1, clients: [{ client: 'acme gateway 0001' }] });
});

test('without --json it is for people', async () => {
  const emulator = await openPlatform();
  const gmq = await openGmq(emulator, { minBackoffMs: 60_000, maxBackoffMs: 60_000 });
  await emulator.goOffline();
  await post(`${gmq.url}/onep:v1/stack/alias`, 'a=1');
  const { code, stdout } = await runCli(['status', '--port', portOf(gmq.url)]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^waiting {7}1 messages, \d+ bytes\noldest {8}\d+ s\n/);
  expect(stdout).toMatch(/^acme gateway 0001 {2}1 waiting, waiting, next attempt in \d+ s: /m);
});

/** The port of a server that is no gmq, or of one that is gone. */
async function openOther(answer: { readonly status: number; readonly text: string } | 'gone'): Promise<string> {
  const server = createServer((_request, response) => {
    if (answer !== 'gone') response.writeHead(answer.status).end(answer.text);
  });
  await listen(server, '127.0.0.1', 0);
  const address = server.address();
  if (answer === 'gone') server.close();
  else onTestFinished(() => void server.close());
  return address !== null && typeof address === 'object' ? `${address.port}` : '';
}

test.each([
  ['nobody', 'gone', /ECONNREFUSED/],
  ['something else', { status: 200, text: 'hello' }, /something else/],
  ['a refusal', { status: 503, text: 'busy' }, /503: busy/],
] as const)('%s is one line with what to do, exit code 1', async (_name, answer, found) => {
  const { code, stdout, stderr } = await runCli(['status', '--json', '--port', await openOther(answer)]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^gmq: Asking gmq at .* Start gmq, .* \(GMQ_NOT_REACHABLE\)\n$/);
  expect(stderr).toMatch(found);
});

test('wrong usage is exit code 2', async () => {
  expect(await runCli(['status', '--yaml'])).toMatchObject({ code: 2, stdout: '' });
});

test('--watch looks again and again', async () => {
  const gmq = await openGmq(await openPlatform());
  const cli = startCli(['status', '--json', '--watch', '0.1', '--port', portOf(gmq.url)]);
  await cli.firstLine();
  await until(() => cli.output().split('\n').length > 3, 'more lines');
  expect((await cli.kill('SIGTERM')).stdout.trim().split('\n').length).toBeGreaterThanOrEqual(3);
});
