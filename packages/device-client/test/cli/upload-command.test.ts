import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gdc } from '../fixtures/gdc.ts';
import { makeFolder } from '../fixtures/folder.ts';
import { reply, startPlatform, type Reply } from '../fixtures/scripted-platform.ts';

async function run(replies: readonly Reply[], name: string, args: readonly string[], env: Record<string, string> = {}) {
  const platform = await startPlatform(replies);
  const file = join(makeFolder(), name);
  writeFileSync(file, 'bytes');
  const result = await gdc(['content', 'upload', file, ...args], { GDC_URL: platform.url, ...env });
  return { ...result, platform };
}

test('creates the entry and uploads the file, with the token of the environment (exosite 4)', async () => {
  const args = ['--model', 'gateway', '--vendor', 'acme', '--meta', 'first'];
  const { platform, ...result } = await run([reply(205)], 'app.v1.tar.gz', args, { GDC_VENDOR_TOKEN: 'token' });
  expect(result).toEqual({ code: 0, stdout: 'app.v1.tar.gz\n', stderr: '' });
  expect(platform.requests).toMatchObject([
    { body: 'id=app.v1.tar.gz&meta=first', headers: { 'x-exosite-token': 'token', 'x-exosite-vendor': 'acme' } },
    {
      url: '/provision/manage/content/gateway/app.v1.tar.gz',
      body: 'bytes',
      headers: { 'content-type': 'application/gzip', 'content-length': '5' },
    },
  ]);
});

test('another id, type and token file may be given', async () => {
  const token = join(makeFolder(), 'token');
  writeFileSync(token, 'from file\n');
  const args = ['other', '--model', 'm', '--type', 'text/plain', '--token-file', token, '--json'];
  const { stdout, platform } = await run([reply(205)], 'notes', args);
  expect(JSON.parse(stdout)).toEqual({ id: 'other', sizeBytes: 5 });
  expect(platform.requests[1]).toMatchObject({
    url: '/provision/manage/content/m/other',
    headers: { 'content-type': 'text/plain', 'x-exosite-token': 'from file' },
  });
});

test('without a token it is a usage error that says where to put it', async () => {
  const { code, stderr, platform } = await run([reply(205)], 'app', ['--model', 'm']);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: "gdc: The vendor's token is needed: in GDC_VENDOR_TOKEN, or by --token-file.\n",
  });
  expect(platform.requests).toEqual([]);
});

test('a file that is none is a usage error', async () => {
  expect(await gdc(['content', 'upload', makeFolder(), '--model', 'm'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is no file that can be read') as string,
  });
});
