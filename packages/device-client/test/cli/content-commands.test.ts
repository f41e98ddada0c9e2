import { expect, test } from 'vitest';
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

test('a download that breaks off fails', async () => {
  const cut: Reply = (response) => {
    response.writeHead(200, { 'Content-Length': '10' }).write('abc', () => response.destroy());
  };
  const { code, stderr } = await run(cut, 'download', CIK, 'a');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^gdc: downloadContent at .* in the middle of the answer/);
});

test('vendor and model go together', async () => {
  expect(await run(reply(200), 'list', CIK, '--vendor', 'v')).toMatchObject({
    code: 2,
    stderr: 'gdc: --vendor and --model go together.\n',
  });
});
