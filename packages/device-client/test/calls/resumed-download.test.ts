import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { DownloadOptions } from '../../src/calls/content-download.ts';
import { failureOf, openClient } from '../fixtures/client.ts';
import { createManualClock } from '../fixtures/clock.ts';
import { CIK, reply, reset, startPlatform, type Reply } from '../fixtures/scripted-platform.ts';

const CONTENT = randomBytes(200_000);
const ETAG = '"e1"';

/** Sends the content from the byte asked for on, cut off after so many bytes; honours ranges as told. */
function serve(cutAfter: number, { etag = ETAG, ranges = true, content = CONTENT } = {}): Reply {
  return (response, { headers }) => {
    const start = ranges ? Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0) : 0;
    const isPart = start > 0 && (headers['if-range'] === undefined || headers['if-range'] === etag);
    const body = isPart ? content.subarray(start) : content;
    response.writeHead(isPart ? 206 : 200, {
      'Content-Length': String(body.length),
      ...(etag === '' ? {} : { ETag: etag }),
      ...(isPart ? { 'Content-Range': `bytes ${start}-${content.length - 1}/${content.length}` } : {}),
    });
    if (cutAfter >= body.length) response.end(body);
    else response.write(body.subarray(0, cutAfter), () => response.socket?.destroy());
  };
}

const resume = { clock: createManualClock(), random: () => 0 };

async function download(replies: readonly Reply[], options: DownloadOptions = {}) {
  const platform = await startPlatform(replies);
  const { body, ...head } = await openClient(platform.url).downloadContent(CIK, 'app', { resume, ...options });
  const chunks: Uint8Array[] = [];
  const reading = (async () => {
    for await (const chunk of body) chunks.push(chunk);
    return Buffer.concat(chunks);
  })();
  return { platform, head, reading, received: () => Buffer.concat(chunks), body };
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('comes to its end over a line that cuts it off again and again (exosite 3.4)', async () => {
  const { platform, reading, head } = await download([
    serve(50_000),
    reset,
    serve(0),
    serve(70_000),
    serve(1),
    serve(1e9),
  ]);
  expect(digest(await reading)).toBe(digest(CONTENT));
  expect(head).toMatchObject({ status: 200, totalBytes: CONTENT.length, etag: ETAG });
  expect(platform.requests[0]?.headers.range).toBeUndefined();
  for (const { headers } of platform.requests.slice(1)) {
    expect(headers).toMatchObject({ range: expect.stringMatching(/^bytes=\d+-$/) as string, 'if-range': ETAG });
  }
});

test('begins in the middle for those who have the beginning', async () => {
  const { reading, head } = await download([serve(10), serve(1e9)], { rangeStart: 150_000, ifRange: ETAG });
  expect(digest(await reading)).toBe(digest(CONTENT.subarray(150_000)));
  expect(head.status).toBe(206);
});

test('never glues two contents together', async () => {
  const changed = { etag: '"e2"', content: randomBytes(200_000) };
  const { reading, received } = await download([serve(50_000), serve(1e9, changed)]);
  expect(await failureOf(reading)).toMatchObject({ code: 'DEVICE_CLIENT_CHANGED', retryable: true });
  expect(digest(received())).toBe(digest(CONTENT.subarray(0, received().length)));
});

test('without a validator, another size tells that it has changed', async () => {
  const first = { etag: '' };
  const changed = { etag: '', content: CONTENT.subarray(1) };
  const { reading } = await download([serve(50_000, first), serve(1e9, changed)]);
  expect(await failureOf(reading)).toMatchObject({ code: 'DEVICE_CLIENT_CHANGED' });
  const { reading: unchanged } = await download([serve(50_000, first), serve(1e9, first)]);
  expect(digest(await unchanged)).toBe(digest(CONTENT));
});

test('passes over what it has where the platform knows no ranges', async () => {
  const { reading } = await download([serve(50_000, { ranges: false }), serve(1e9, { ranges: false })]);
  expect(digest(await reading)).toBe(digest(CONTENT));
  const nothingTells = { ranges: false, etag: '' };
  const { reading: refused } = await download([serve(50_000, nothingTells), serve(1e9, nothingTells)]);
  expect(await failureOf(refused)).toMatchObject({ code: 'DEVICE_CLIENT_CHANGED' });
});

test('content that shrank below what is there has changed (416)', async () => {
  const { reading } = await download([serve(50_000), reply(416)]);
  expect(await failureOf(reading)).toMatchObject({ code: 'DEVICE_CLIENT_CHANGED', status: 416 });
});

test('gives up after so many attempts without a new byte', async () => {
  const { platform, reading } = await download([serve(50_000), reset], { resume: { ...resume, maxAttempts: 3 } });
  expect(await failureOf(reading)).toMatchObject({ code: 'DEVICE_CLIENT_NETWORK' });
  expect(platform.requests).toHaveLength(3);
});

test('does not insist where it is refused', async () => {
  const { platform, reading } = await download([serve(50_000), reply(403)]);
  expect(await failureOf(reading)).toMatchObject({ code: 'DEVICE_CLIENT_FORBIDDEN' });
  expect(platform.requests).toHaveLength(2);
});

test('a body that is given up is not taken up again', async () => {
  const { platform, reading, body } = await download([serve(50_000), serve(1e9)]);
  body.destroy();
  await expect(reading).rejects.toThrow();
  expect(platform.requests).toHaveLength(1);
});

test('a connection that dies after the last byte has done its work', async () => {
  const { platform, reading } = await download([
    (response) => {
      response.socket?.end(
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Range: bytes 0-2/3\r\n\r\n3\r\nabc\r\n',
      );
    },
    reply(416),
  ]);
  expect((await reading).toString()).toBe('abc');
  expect(platform.requests).toHaveLength(1);
});
