import { expect, test } from 'vitest';
import { encodePart, formatAuthorization, parseLines } from '../../src/management/access.ts';
import { failureOf } from '../fixtures/client.ts';
import { manage } from '../fixtures/management.ts';
import { reply } from '../fixtures/scripted-platform.ts';

test('shows the token, the CIK or the user token, and the vendor of a shared model (exosite 1.2, 4)', () => {
  expect(formatAuthorization({ vendorToken: 't' }, 'acme')).toEqual({
    'X-Exosite-Token': 't',
    'X-Exosite-Vendor': 'acme',
  });
  expect(formatAuthorization({ vendorCik: 'c' })).toEqual({ 'X-Exosite-CIK': 'c' });
  expect(formatAuthorization({ muranoToken: 't', productId: 'p' })).toEqual({ Authorization: 'token t' });
  expect(() => formatAuthorization({ vendorToken: '' })).toThrow(TypeError);
  expect(() => formatAuthorization({ vendorToken: 't' }, 'a\r\nb')).toThrow(TypeError);
});

test('goes through the proxy of Murano 1 (exosite 4)', async () => {
  const { content, platform } = await manage([reply(200, 'app\r\n')], { muranoToken: 't', productId: 'pid' });
  expect(await content.list('pid')).toEqual(['app']);
  expect(platform.requests[0]).toMatchObject({
    url: '/product/pid/proxy/provision/manage/content/pid/',
    headers: { authorization: 'token t' },
  });
});

test('an answer that no operator asked for is an error without the token', async () => {
  const { serials } = await manage([reply(401)]);
  const error = await failureOf(serials.list('gateway'));
  expect(error).toMatchObject({ code: 'DEVICE_CLIENT_UNAUTHORIZED' });
  expect(error.message).not.toContain('secret-token');
});

test('a name is one part of a path, whatever stands in it', () => {
  expect(encodePart('id', '../a b&c')).toBe('..%2Fa%20b%26c');
  for (const part of ['', '.', '..']) expect(() => encodePart('id', part)).toThrow(TypeError);
});

test('lines end with LF or CR LF (exosite 3.2)', () => {
  expect(parseLines('a\r\nb\nc')).toEqual(['a', 'b', 'c']);
  expect(parseLines('')).toEqual([]);
});
