import { expect, test } from 'vitest';
import { blobAnswer } from '../../src/http/blob.ts';
import { type Answer } from '../../src/http/exchange.ts';

const BYTES = Buffer.from('0123456789');
const CONTENT = {
  id: 'a',
  sizeBytes: 10,
  contentType: 'x/y',
  updatedAt: 1_408_088_308,
  meta: '',
  etag: '"e"',
  isProtected: false,
};

function ask(headers: Record<string, string>): Answer {
  const { signal } = new AbortController();
  const request = {
    method: 'GET',
    path: '/',
    query: '',
    headers,
    body: BYTES,
    localAddress: '',
    certificate: undefined,
  };
  return blobAnswer({ ...request, signal }, CONTENT, BYTES);
}

test('validators go with the whole blob and with a part (exosite 3.4)', () => {
  const validators = { ETag: '"e"', 'Last-Modified': 'Fri, 15 Aug 2014 07:38:28 GMT', 'Accept-Ranges': 'bytes' };
  expect(ask({})).toMatchObject({ status: 200, body: BYTES, headers: validators });
  expect(ask({ range: 'bytes=-3' })).toMatchObject({ status: 206, body: Buffer.from('789'), headers: validators });
});

test('If-Range by date or ETag allows the part; anything else gets the whole', () => {
  const range = 'bytes=5-';
  const statuses = ['"e"', 'Fri, 15 Aug 2014 07:38:28 GMT', '"other"'].map(
    (validator) => ask({ range, 'if-range': validator }).status,
  );
  expect(statuses).toEqual([206, 206, 200]);
});
