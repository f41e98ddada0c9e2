import { describe, expect, test } from 'vitest';
import { contentInfo, formatContentRequest, listContent, parseContentInfo } from '../../src/calls/content.ts';
import { failureOf, NOBODY, openTransport } from '../fixtures/client.ts';
import { CIK, reply, startPlatform } from '../fixtures/scripted-platform.ts';

const PRODUCT = { vendor: 'v&w', model: 'm' };

describe('listContent', () => {
  test.each(['a.v1.tar.gz\r\nb\r\n', 'a.v1.tar.gz\nb', 'a.v1.tar.gz\nb\n\n'])(
    'reads %j (exosite 3.2)',
    async (body) => {
      const platform = await startPlatform([reply(200, body, { 'Content-Type': 'text/csv' })]);
      expect(await listContent(openTransport(platform.url), CIK, PRODUCT)).toEqual(['a.v1.tar.gz', 'b']);
      expect(platform.requests).toMatchObject([
        { method: 'GET', url: '/provision/download?vendor=v%26w&model=m', headers: { 'x-exosite-cik': CIK } },
      ]);
    },
  );

  test('needs no product on Murano 2 (wire: murano2017_list_content)', async () => {
    const platform = await startPlatform([reply(200, '')]);
    expect(await listContent(openTransport(platform.url), CIK)).toEqual([]);
    expect(platform.requests[0]?.url).toBe('/provision/download');
  });

  test('takes a 204 for an empty list', async () => {
    const platform = await startPlatform([reply(204)]);
    expect(await listContent(openTransport(platform.url), CIK, PRODUCT)).toEqual([]);
  });

  test('tells of a wrong vendor or model (exosite 3.2)', async () => {
    const platform = await startPlatform([reply(403, 'HTTP/1.1 403 Forbidden\r\n')]);
    const call = listContent(openTransport(platform.url), CIK, PRODUCT);
    expect(await failureOf(call)).toMatchObject({ code: 'DEVICE_CLIENT_FORBIDDEN' });
  });
});

describe('contentInfo', () => {
  test('asks for one id and reads its line (exosite 3.3)', async () => {
    const platform = await startPlatform([reply(200, 'application/gzip,123,1408088308,my app')]);
    expect(await contentInfo(openTransport(platform.url), CIK, 'a b', PRODUCT)).toEqual({
      contentType: 'application/gzip',
      sizeBytes: 123,
      updatedAt: 1_408_088_308,
      meta: 'my app',
    });
    expect(platform.requests[0]?.url).toBe('/provision/download?vendor=v%26w&model=m&id=a+b&info=true');
  });

  test('takes a page of somebody else for no information', async () => {
    const platform = await startPlatform([reply(200, 'hello')]);
    const call = contentInfo(openTransport(platform.url), CIK, 'a');
    expect(await failureOf(call)).toMatchObject({ code: 'DEVICE_CLIENT_PROTOCOL' });
  });
});

describe('parseContentInfo', () => {
  test('leaves the commas of meta alone (exosite 3.3)', () => {
    expect(parseContentInfo('text/plain,1,2,a,b,c')?.meta).toBe('a,b,c');
  });

  test.each(['text/plain,1,2', 'text/plain,1,2,', 'text/plain,1,2,\r\n'])('reads %j as empty meta', (line) => {
    expect(parseContentInfo(line)).toEqual({ contentType: 'text/plain', sizeBytes: 1, updatedAt: 2, meta: '' });
  });

  test.each(['', 'text/plain', 'text/plain,x,2,m', 'text/plain,1,-2,m', 'a,1,2,m\nb,1,2,m', `a,${'9'.repeat(16)},2,m`])(
    'refuses %j',
    (line) => {
      expect(parseContentInfo(line)).toBeUndefined();
    },
  );
});

test('labels its traffic as the original did (gwe D63)', () => {
  expect(formatContentRequest('downloadContent', CIK, [['id', 'app.v1.tar.gz']], PRODUCT).source).toBe(
    'get_content:app.v1.tar.gz',
  );
  expect(formatContentRequest('listContent', CIK, [], PRODUCT).source).toBe('list_content:m');
});

test('refuses an empty id and another text than a CIK', async () => {
  await expect(contentInfo(openTransport(NOBODY), CIK, '')).rejects.toThrow(TypeError);
  await expect(listContent(openTransport(NOBODY), '')).rejects.toThrow(TypeError);
});
