import { describe, expect, test } from 'vitest';
import { gdc } from '../fixtures/gdc.ts';
import { CIK, reply, startPlatform, type Reply } from '../fixtures/scripted-platform.ts';

async function run(answer: Reply, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const platform = await startPlatform([answer]);
  return { ...(await gdc(args, { GDC_URL: platform.url, ...env })), platform };
}

describe('write', () => {
  test('writes one value and says nothing (gwe J120)', async () => {
    const { platform, ...result } = await run(reply(204), ['write', CIK, 'fetch_status', 'all & done']);
    expect(result).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(platform.requests).toMatchObject([{ body: 'fetch_status=all+%26+done', headers: { 'x-exosite-cik': CIK } }]);
  });

  test('takes the CIK from GDC_CIK for -, so that it is not in the process list', async () => {
    const { code, platform } = await run(reply(204), ['write', '-', 'a', ''], { GDC_CIK: CIK });
    expect(code).toBe(0);
    expect(platform.requests).toMatchObject([{ body: 'a=', headers: { 'x-exosite-cik': CIK } }]);
  });

  test.each([
    ['-5', ['-5']],
    ['-x', ['--', '-x']],
  ])('writes %j, given as %j', async (value, args) => {
    const { code, platform } = await run(reply(204), ['write', CIK, 'a', ...args]);
    expect(code).toBe(0);
    expect(platform.requests[0]?.body).toBe(`a=${value}`);
  });

  test('tells why it failed in one line without the CIK, exit code 1', async () => {
    const { code, stdout, stderr } = await run(reply(401), ['write', CIK, 'a', '1']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^gdc: write at .* 401 Unauthorized\. The CIK is unknown.*\n$/);
    expect(stderr).not.toContain(CIK.slice(8));
  });

  test('an engine that is not activated is a usage error, exit code 2 (gwe A7)', async () => {
    const { code, stderr, platform } = await run(reply(204), ['write', "''", 'a', '1']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'gdc: CIK is empty: is the gateway activated yet?\n' });
    expect(platform.requests).toHaveLength(0);
  });
});

describe('read', () => {
  test('prints the bare value of one alias', async () => {
    expect(await run(reply(200, 'a=x%26y'), ['read', CIK, 'a'])).toMatchObject({
      code: 0,
      stdout: 'x&y\n',
      stderr: '',
    });
  });

  test('prints several as lines and names the missing ones on stderr', async () => {
    expect(await run(reply(200, 'a=1&b=2'), ['read', CIK, 'a', 'b', 'c'])).toMatchObject({
      code: 0,
      stdout: 'a=1\nb=2\n',
      stderr: 'gdc: no value: c\n',
    });
  });

  test('prints JSON for programs', async () => {
    expect(await run(reply(200, 'a=1%0A2'), ['read', '--json', CIK, 'a'])).toMatchObject({ stdout: '{"a":"1\\n2"}\n' });
  });
});

describe('record', () => {
  test('stores a value at its own time', async () => {
    const { code, platform } = await run(reply(204), ['record', CIK, 'a', '1408088308', '44']);
    expect(code).toBe(0);
    expect(platform.requests[0]?.body).toBe('alias=a&1408088308=44');
  });

  test('fails if that second is taken', async () => {
    const { code, stderr } = await run(reply(409, 'a=5'), ['record', CIK, 'a', '5', '44']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'gdc: a already has a value within a second of 5.\n' });
  });

  test('refuses a time that is none', async () => {
    expect(await run(reply(204), ['record', CIK, 'a', 'now', '44'])).toMatchObject({ code: 2 });
  });
});

test('timestamp prints the bare number', async () => {
  expect(await run(reply(200, '1408088308'), ['timestamp'])).toMatchObject({ code: 0, stdout: '1408088308\n' });
});

test('activate prints the bare CIK', async () => {
  const { stdout, platform } = await run(reply(200, CIK), ['activate', 'v', 'm', 's']);
  expect(stdout).toBe(`${CIK}\n`);
  expect(platform.requests[0]?.body).toBe('vendor=v&model=m&sn=s');
});

test('activate takes the one identity of Murano 2 (exosite 3.1)', async () => {
  const { platform } = await run(reply(200, CIK), ['activate', 'device-1']);
  expect(platform.requests[0]?.body).toBe('id=device-1');
  expect(await run(reply(200, CIK), ['activate', 'v', 'm'])).toMatchObject({ code: 2, stdout: '' });
});

test.each([
  [['write', CIK, 'a', '1'], reply(204), '{"written":["a"]}'],
  [['record', CIK, 'a', '5', '1'], reply(204), '{"recorded":["a"],"timestamp":5}'],
  [['timestamp'], reply(200, '1408088308'), '{"timestamp":1408088308}'],
  [['activate', 'v', 'm', 's'], reply(200, CIK), `{"cik":"${CIK}"}`],
])('%j prints one line of JSON with --json', async (args, answer, line) => {
  expect(await run(answer, ['--json', ...args])).toMatchObject({ code: 0, stdout: `${line}\n`, stderr: '' });
  expect(await run(answer, [...args, '--json'])).toMatchObject({ code: 0, stdout: `${line}\n` });
});

test('a failure is JSON, too, with the same exit code', async () => {
  const { code, stdout, stderr } = await run(reply(503), ['--json', 'write', CIK, 'a', '1']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(JSON.parse(stderr)).toMatchObject({
    error: { code: 'DEVICE_CLIENT_SERVER', outcome: 'refused', retryable: true, status: 503 },
  });
});
