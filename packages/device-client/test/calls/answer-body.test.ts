import { expect, test } from 'vitest';
import { requireEmptyBody, requireFormBody, requireTextBody } from '../../src/calls/answer-body.ts';
import type { Answer, DeviceRequest } from '../../src/http/request.ts';
import { NOBODY, openTransport } from '../fixtures/client.ts';

const REQUEST: DeviceRequest = {
  operation: 'write',
  source: 'write:a',
  method: 'POST',
  path: '/',
  accepts: [200],
};

function answer(body: string, contentType?: string): Answer {
  const headers = new Map(contentType === undefined ? [] : [['content-type', contentType]]);
  return { status: 200, headers, body: Buffer.from(body) };
}

test('a write that is answered with a page was not taken by the platform', () => {
  const transport = openTransport(NOBODY);
  expect(() => {
    requireEmptyBody(transport, REQUEST, answer(''));
  }).not.toThrow();
  expect(() => {
    requireEmptyBody(transport, REQUEST, answer('<html>Please log in</html>'));
  }).toThrow(expect.objectContaining({ code: 'DEVICE_CLIENT_PROTOCOL', outcome: 'unknown', retryable: true }));
});

test('a web page is no form and no text, whatever stands in it', () => {
  const transport = openTransport(NOBODY);
  const page = answer('a=1', 'Text/HTML; charset=utf-8');
  expect(() => requireFormBody(transport, REQUEST, page)).toThrow(/a web page/);
  expect(() => requireTextBody(transport, REQUEST, page)).toThrow(/a web page/);
});

test('a body with the right media type or none is taken (exosite 2.2)', () => {
  const transport = openTransport(NOBODY);
  expect(requireTextBody(transport, REQUEST, answer('é'))).toBe('é');
  expect(requireFormBody(transport, REQUEST, answer('a=1', 'application/x-www-form-urlencoded'))).toHaveLength(3);
});
