import { expect, test, vi } from 'vitest';
import type { ContentDownload } from '../../src/calls/content-body.ts';
import { downloadContent } from '../../src/calls/content-download.ts';
import { failureOf, NOBODY, openTransport } from '../fixtures/client.ts';
import { CIK, raw, reply, startPlatform, type Reply } from '../fixtures/scripted-platform.ts';

const ID = 'app.v1.tar.gz';
const PRODUCT = { vendor: 'v', model: 'm' };

async function readAll(download: ContentDownload): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of download.body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function open(answer: Reply, options: Parameters<typeof downloadContent>[3] = {}) {
  const platform = await startPlatform([answer]);
  return { platform, download: downloadContent(openTransport(platform.url), CIK, ID, options) };
}

test('streams the content with what its head says (exosite 3.4, gwe M155; wire: get_content)', async () => {
  const headers = {
    'Content-Type': 'application/gzip',
    ETag: '"e1"',
    'Last-Modified': 'Fri, 15 Aug 2014 07:40:12 GMT',
  };
  const { platform, download } = await open(reply(200, '0123456789', headers), { product: PRODUCT });
  expect(await download).toMatchObject({
    status: 200,
    contentType: 'application/gzip',
    sizeBytes: 10,
    totalBytes: 10,
    etag: '"e1"',
    lastModified: 'Fri, 15 Aug 2014 07:40:12 GMT',
  });
  expect(await readAll(await download)).toBe('0123456789');
  expect(platform.requests[0]?.url).toBe(`/provision/download?vendor=v&model=m&id=${ID}`);
  expect(platform.requests[0]?.headers).not.toHaveProperty('range');
});

test('goes on where a broken download ended (exosite 3.4)', async () => {
  const { platform, download } = await open(reply(206, '56789', { 'Content-Range': 'bytes 5-9/10' }), {
    rangeStart: 5,
    ifRange: '"e1"',
  });
  expect(await download).toMatchObject({ status: 206, sizeBytes: 5, totalBytes: 10 });
  expect(await readAll(await download)).toBe('56789');
  expect(platform.requests[0]?.headers).toMatchObject({ range: 'bytes=5-', 'if-range': '"e1"' });
});

test('knows a part by its range even under status 200 (exosite 9)', async () => {
  const { download } = await open(reply(200, '56789', { 'Content-Range': 'bytes 5-9/10' }), { rangeStart: 5 });
  expect(await download).toMatchObject({ status: 206, sizeBytes: 5, totalBytes: 10 });
});

test('says so when the platform sends all of it instead of the part', async () => {
  const { download } = await open(reply(200, '0123456789'), { rangeStart: 5, ifRange: '"old"' });
  expect(await download).toMatchObject({ status: 200, sizeBytes: 10 });
  expect(await readAll(await download)).toBe('0123456789');
});

test.each([
  ['another part', { 'Content-Range': 'bytes 7-9/10' }],
  ['a part that it does not name', {}],
])('refuses %s', async (_case, headers: Record<string, string>) => {
  const { download } = await open(reply(206, '789', headers), { rangeStart: 5 });
  expect(await failureOf(download)).toMatchObject({ code: 'DEVICE_CLIENT_PROTOCOL', status: 206 });
});

test.each([
  ['shorter than its Content-Length', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123'],
  ['broken off while chunked', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n0123\r\n'],
  ['shorter than its range', 'HTTP/1.1 200 OK\r\nContent-Range: bytes 0-9/10\r\nConnection: close\r\n\r\n0123'],
  ['longer than its range', 'HTTP/1.1 200 OK\r\nContent-Range: bytes 0-2/3\r\nConnection: close\r\n\r\n0123'],
])('a body %s is truncated, after the bytes that came', async (_case, text) => {
  const { download } = await open(raw(text));
  const { body } = await download;
  expect(await failureOf(readAll({ status: 200, body }))).toMatchObject({ code: 'DEVICE_CLIENT_TRUNCATED' });
});

test('gives up on a body that stops coming, however long the whole may take', async () => {
  const { download } = await open(
    (response) => {
      response.writeHead(200, { 'Content-Length': '10' }).write('0123');
    },
    { timeoutMs: 50 },
  );
  expect(await failureOf(readAll(await download))).toMatchObject({ code: 'DEVICE_CLIENT_TIMEOUT' });
});

test('ends with the reason of its signal in the middle of the body', async () => {
  const controller = new AbortController();
  const { download } = await open(
    (response) => {
      response.writeHead(200).write('0123');
    },
    { signal: controller.signal },
  );
  const reason = new Error('enough');
  const reading = readAll(await download);
  controller.abort(reason);
  await expect(reading).rejects.toBe(reason);
});

test.each(['destroyed', 'left'] as const)('frees the connection of a body that is %s', async (how) => {
  const closed = vi.fn();
  const { download } = await open((response) => {
    response.on('close', closed).writeHead(200, { 'Content-Length': '10' }).write('0123');
  });
  const { body } = await download;
  if (how === 'destroyed') body.destroy();
  else for await (const chunk of body) if (chunk.length > 0) break;
  await vi.waitFor(() => {
    expect(closed).toHaveBeenCalled();
  });
});

test('holds the platform back while nobody reads', async () => {
  const size = 16 * 1024 * 1024;
  let response: Parameters<Reply>[0] | undefined;
  const { download } = await open((answering) => {
    response = answering;
    answering.writeHead(200, { 'Content-Length': String(size) }).end(Buffer.alloc(size, 'x'));
  });
  const { body } = await download;
  expect(response?.writableFinished).toBe(false);
  let received = 0;
  for await (const chunk of body) received += chunk.length;
  expect(received).toBe(size);
});

test('tells that there is no such content (exosite 3.4)', async () => {
  const { download } = await open(reply(404, 'HTTP/1.1 404 Not Found\r\n'));
  expect(await failureOf(download)).toMatchObject({ code: 'DEVICE_CLIENT_NOT_FOUND' });
});

test.each([
  { rangeStart: -1 },
  { rangeStart: 0.5 },
  { rangeStart: 1, ifRange: '' },
  { rangeStart: 1, ifRange: 'a\r\nb' },
])('refuses %j', async (options) => {
  await expect(downloadContent(openTransport(NOBODY), CIK, ID, options)).rejects.toThrow(TypeError);
});
