import { describe, expect, test } from 'vitest';
import { runGdc } from '../../src/cli/program.ts';
import { createGdcHost, gdc } from '../fixtures/gdc.ts';
import { CIK, reply, silence, startPlatform, type Reply } from '../fixtures/scripted-platform.ts';

async function run(answer: Reply, args: readonly string[]) {
  const platform = await startPlatform([answer]);
  return { ...(await gdc(args, { GDC_URL: platform.url })), platform };
}

describe('poll', () => {
  test('prints the next value', async () => {
    const { stdout, platform } = await run(reply(200, 'a=1'), ['poll', CIK, 'a', '--wait-ms', '5', '--since', '7']);
    expect(stdout).toBe('1\n');
    expect(platform.requests[0]?.headers).toMatchObject({ 'request-timeout': '5', 'if-modified-since': '7' });
  });

  test('fails if none comes', async () => {
    expect(await run(reply(304), ['poll', CIK, 'a'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'gdc: a got no new value within 60000 ms.\n',
    });
  });
});

test('poll tells the time of the value, too, with --json', async () => {
  const answer = reply(200, 'a=1', { 'Last-Modified': '1408088412' });
  expect(await run(answer, ['--json', 'poll', CIK, 'a'])).toMatchObject({
    stdout: '{"value":"1","modifiedAt":1408088412}\n',
  });
});

describe('watch', () => {
  test('prints values as they come, and to be stopped is no failure', async () => {
    const platform = await startPlatform([reply(200, '1408088308'), reply(200, 'a=1'), silence]);
    const stop = new AbortController();
    const { host, result } = createGdcHost({ GDC_URL: platform.url });
    const running = runGdc(['watch', CIK, 'a'], { ...host, signal: stop.signal });
    await platform.arrived(3);
    stop.abort(new Error('stopped by SIGINT'));
    expect(result(await running)).toEqual({ code: 0, stdout: '1\n', stderr: '' });
  });

  test('fails if the CIK is no longer good', async () => {
    expect(await run(reply(401), ['watch', CIK, 'a', '--since', '5'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('401 Unauthorized') as string,
    });
  });

  test('refuses a wait that the platform does not know', async () => {
    expect(await run(reply(304), ['watch', CIK, 'a', '--wait-ms', '300001'])).toMatchObject({ code: 2 });
  });
});
