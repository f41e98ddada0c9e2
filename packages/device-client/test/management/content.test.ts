import { expect, test } from 'vitest';
import { failureOf } from '../fixtures/client.ts';
import { manage } from '../fixtures/management.ts';
import { reply } from '../fixtures/scripted-platform.ts';

const GZIP = 'application/gzip';

test('lists what there is, and what one serial number may have (exosite 4)', async () => {
  const { content, platform } = await manage([reply(200, 'a\r\nb\r\n'), reply(204)]);
  expect(await content.list('gateway')).toEqual(['a', 'b']);
  expect(await content.list('gateway', { serial: '1' })).toEqual([]);
  expect(platform.requests[1]?.url).toBe('/provision/manage/content/gateway/?sn=1');
});

test('tells type, size, time and meta, without the column that follows it here (exosite 4)', async () => {
  const { content } = await manage([
    reply(200, 'application/gzip,3,1408088308,a, b,false'),
    reply(200, 'text/plain,3,1408088308,,true'),
    reply(200, '<html>'),
  ]);
  expect(await content.info('gateway', 'app')).toEqual({
    contentType: GZIP,
    sizeBytes: 3,
    updatedAt: 1_408_088_308,
    meta: 'a, b',
  });
  expect(await content.info('gateway', 'app')).toMatchObject({ meta: '' });
  expect(await failureOf(content.info('gateway', 'app'))).toMatchObject({ code: 'DEVICE_CLIENT_PROTOCOL' });
});

test('publishes: creates the entry, then uploads the bytes with their type (exosite 4)', async () => {
  const { content, platform } = await manage([reply(205)]);
  const body = Buffer.from('bytes');
  await content.publish(
    'gateway',
    'app.v1.tar.gz',
    { contentType: GZIP, body, sizeBytes: 5 },
    { meta: 'x', isProtected: true },
  );
  expect(platform.requests).toMatchObject([
    { method: 'POST', url: '/provision/manage/content/gateway/', body: 'id=app.v1.tar.gz&meta=x&protected=true' },
    {
      method: 'POST',
      url: '/provision/manage/content/gateway/app.v1.tar.gz',
      body: 'bytes',
      headers: { 'content-type': GZIP, 'content-length': '5' },
    },
  ]);
});

test('an entry that is there gets new bytes; any other refusal ends it', async () => {
  const { content, platform } = await manage([reply(409), reply(205), reply(403)]);
  const upload = { contentType: GZIP, body: Buffer.from('b') };
  await content.publish('gateway', 'app', upload);
  expect(await failureOf(content.publish('gateway', 'app', upload))).toMatchObject({ code: 'DEVICE_CLIENT_FORBIDDEN' });
  expect(platform.requests).toHaveLength(3);
});

test('uploads a stream of unknown length in chunks, and one of known length with it', async () => {
  const { content, platform } = await manage([reply(205)]);
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('one ');
    await Promise.resolve();
    yield Buffer.from('two');
  }
  await content.upload('gateway', 'app', { contentType: GZIP, body: pieces() });
  await content.upload('gateway', 'app', { contentType: GZIP, body: pieces(), sizeBytes: 7 });
  expect(platform.requests).toMatchObject([
    { body: 'one two', headers: { 'transfer-encoding': 'chunked' } },
    { body: 'one two', headers: { 'content-length': '7' } },
  ]);
});

test('a stream that fails fails the upload with its own reason as cause', async () => {
  const { content } = await manage([reply(205)]);
  const broken = new Error('disk');
  // eslint-disable-next-line require-yield -- it fails before there is anything to yield
  async function* pieces(): AsyncGenerator<Uint8Array> {
    await Promise.resolve();
    throw broken;
  }
  const error = await failureOf(content.upload('gateway', 'app', { contentType: GZIP, body: pieces() }));
  expect(error.cause).toBe(broken);
});

test('removes an entry', async () => {
  const { content, platform } = await manage([reply(205)]);
  await content.remove('gateway', 'app');
  expect(platform.requests[0]).toMatchObject({ method: 'DELETE', url: '/provision/manage/content/gateway/app' });
});

test('an empty id would mean the whole area: it is refused', async () => {
  const { content, platform } = await manage([reply(205)]);
  await expect(content.remove('gateway', '')).rejects.toThrow(TypeError);
  await expect(content.create('gateway', '')).rejects.toThrow(TypeError);
  expect(platform.requests).toEqual([]);
});
