import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../fixtures/folder.ts';
import { gdc } from '../fixtures/gdc.ts';
import { CIK, reply, startPlatform, type Reply } from '../fixtures/scripted-platform.ts';

async function run(answer: Reply, ...args: string[]) {
  const platform = await startPlatform([answer]);
  return { ...(await gdc(['content', ...args], { GDC_URL: platform.url })), platform };
}

test('list prints one id a line', async () => {
  const { stdout, platform } = await run(reply(200, 'a\r\nb\r\n'), 'list', CIK, '--vendor', 'v', '--model', 'm');
  expect(stdout).toBe('a\nb\n');
  expect(platform.requests[0]?.url).toBe('/provision/download?vendor=v&model=m');
});

test('info prints JSON', async () => {
  const { stdout } = await run(reply(200, 'text/plain,3,1408088308,m'), 'info', CIK, 'a');
  expect(JSON.parse(stdout)).toEqual({ contentType: 'text/plain', sizeBytes: 3, updatedAt: 1_408_088_308, meta: 'm' });
});

test('download writes the bytes to stdout and nothing else', async () => {
  expect(await run(reply(200, 'abc'), 'download', CIK, 'a')).toMatchObject({ code: 0, stdout: 'abc', stderr: '' });
});

test('a download that is refused fails', async () => {
  const { code, stderr } = await run(reply(403), 'download', CIK, 'a');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^gdc: downloadContent at .* 403 Forbidden/);
});

test('vendor and model go together', async () => {
  expect(await run(reply(200), 'list', CIK, '--vendor', 'v')).toMatchObject({
    code: 2,
    stderr: 'gdc: --vendor and --model go together.\n',
  });
});

test('download -o writes a file that is there only when it is whole, and can go on later', async () => {
  const info = reply(200, 'text/plain,3,1408088308,');
  const platform = await startPlatform([info, reply(403), info, reply(200, 'abc')]);
  const path = join(makeFolder(), 'app');
  const args = ['content', 'download', CIK, 'a', '-o', path, '--resume'];
  const env = { GDC_URL: platform.url };
  const failed = await gdc(args, env);
  expect(failed).toMatchObject({ code: 1, stdout: '' });
  expect(failed.stderr).toContain('--resume goes on with it');
  expect(await gdc(args, env)).toEqual({ code: 0, stdout: `${path}\n`, stderr: '' });
  expect(readFileSync(path, 'utf8')).toBe('abc');
});

test('--resume needs a file', async () => {
  expect(await run(reply(200), 'download', CIK, 'a', '--resume')).toMatchObject({ code: 2 });
});

test('list prints one JSON array with --json', async () => {
  expect(await run(reply(200, 'a\r\nb'), 'list', CIK, '--json')).toMatchObject({ stdout: '["a","b"]\n' });
});
