import { expect, onTestFinished, test } from 'vitest';
import { createExositeApi, decideUrl } from '../../src/compat/exosite-api.ts';
import { CIK, reply, startPlatform, type Reply } from '../fixtures/scripted-platform.ts';

async function start(replies: readonly Reply[], cik = CIK) {
  const platform = await startPlatform(replies);
  const api = createExositeApi({ url: new URL(platform.url).host, cik });
  onTestFinished(() => api.close());
  return { platform, api };
}

test('the platform is named as the original took it (gwe J121)', () => {
  expect(decideUrl(undefined, 'acme')).toBe('https://acme.m2.exosite.com');
  expect(decideUrl('m2.exosite.com:443', undefined)).toBe('https://m2.exosite.com:443');
  expect(decideUrl('m2.exosite.com', 'acme')).toBe('https://m2.exosite.com');
  expect(decideUrl('localhost:8090', undefined)).toBe('http://localhost:8090');
  expect(decideUrl('http://h/prefix', undefined)).toBe('http://h/prefix');
  expect(() => decideUrl('', '')).toThrow(TypeError);
});

test('writes one and many, and tells the code (gwe J122)', async () => {
  const { api, platform } = await start([reply(204), reply(204), reply(400)]);
  expect(await api.httpWrite('a', 'x&y')).toMatchObject({ success: true, code: 204, body: '' });
  expect(await api.httpWriteMultiple({ a: '1', b: '2' })).toMatchObject({ success: true });
  expect(await api.httpWrite('a', '1')).toMatchObject({ success: false, code: 400 });
  expect(platform.requests.map(({ body }) => body)).toEqual(['a=x%26y', 'a=1&b=2', 'a=1']);
});

test('reads: the body can be split before it is decoded, and values are there decoded (gwe J127)', async () => {
  const { api } = await start([reply(200, 'a=x%26y'), reply(204), reply(200, 'a=2')]);
  const result = await api.httpRead(['a']);
  expect(result).toMatchObject({ success: true, code: 200, body: 'a=x%26y', values: new Map([['a', 'x&y']]) });
  expect(await api.httpRead(['a'])).toMatchObject({ success: true, code: 204, body: '' });
  expect(await api.httpReadWrite(['a'], { b: '1' })).toMatchObject({ body: 'a=2' });
});

test('records, polls and asks for the time', async () => {
  const { api } = await start([reply(204), reply(409, 'a=5'), reply(304), reply(200, 'a=1'), reply(200, '1408088308')]);
  const values = [{ alias: 'a', timestamp: 5, value: '1' }];
  expect(await api.httpRecord(values)).toMatchObject({ success: true, code: 204 });
  expect(await api.httpRecord(values)).toMatchObject({ success: false, code: 409, body: 'a=5' });
  expect(await api.httpLongPoll('a', { waitMs: 1 })).toMatchObject({ success: false, code: 304 });
  expect(await api.httpLongPoll('a', { waitMs: 1 })).toMatchObject({ success: true, body: 'a=1' });
  expect(await api.httpTimestamp()).toMatchObject({ body: '1408088308' });
});

test('lists content and tells about it', async () => {
  const { api } = await start([reply(200, 'a\r\nb'), reply(200, 'text/plain,3,1408088308,m')]);
  expect(await api.httpListContent()).toMatchObject({ body: 'a\nb' });
  expect(await api.httpContentInfo('a')).toMatchObject({ body: 'text/plain,3,1408088308,m' });
});

test('activates, and goes on with the new CIK; without one it asks nobody', async () => {
  const { api, platform } = await start([reply(200, CIK), reply(204)], '');
  expect(await api.httpWrite('a', '1')).toMatchObject({ success: false, code: 401 });
  expect(await api.httpActivate({ vendor: 'v', model: 'm', serial: 's' })).toMatchObject({ success: true, body: CIK });
  await api.httpWrite('a', '1');
  expect(api.cik).toBe(CIK);
  expect(platform.requests.map(({ headers }) => headers['x-exosite-cik'])).toEqual([undefined, CIK]);
});

test('offline is code 0, not an exception (gwe J124)', async () => {
  const api = createExositeApi({ url: '127.0.0.1:1', cik: CIK });
  onTestFinished(() => api[Symbol.asyncDispose]());
  expect(await api.httpWrite('a', '1')).toMatchObject({ success: false, code: 0 });
});
