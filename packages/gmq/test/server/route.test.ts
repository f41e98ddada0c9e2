import { expect, test } from 'vitest';
import { parseRoute } from '../../src/server/route.ts';

test.each([
  ['POST', '/provision/activate', { kind: 'activate' }],
  ['POST', '/onep:v1/stack/alias', { kind: 'write' }],
  ['POST', '/api:v1/stack/alias', { kind: 'write' }],
  ['POST', '/onep:v1/stack/alias?', { kind: 'write' }],
  ['POST', '/onep:v1/stack/alias?a&b', { kind: 'write' }],
  ['POST', '/onep:v1/stack/alias/', { kind: 'write' }],
  ['POST', '/onep%3Av1/stack/alias', { kind: 'write' }],
  ['POST', '/onep:v1/stack/alias/device_report', { kind: 'record', alias: 'device_report' }],
  ['POST', '/onep:v1/stack/alias/a%2Fb%20c', { kind: 'record', alias: 'a/b c' }],
  ['POST', '/onep:v1/stack/device_report', { kind: 'record', alias: 'device_report' }],
  ['POST', '/onep:v1/stack/record', { kind: 'record' }],
  ['POST', '/reread', { kind: 'reread' }],
  ['GET', '/status', { kind: 'status' }],
  ['GET', '/onep:v1/stack/alias?a', { kind: 'wrongMethod', allow: 'POST' }],
  ['PUT', '/reread', { kind: 'wrongMethod', allow: 'POST' }],
  ['POST', '/status', { kind: 'wrongMethod', allow: 'GET' }],
  ['GET', '/', { kind: 'unknown' }],
  ['POST', '/onep:v1/stack/alias/a/b', { kind: 'unknown' }],
  ['POST', '/onep:v1/stack/alias/%zz', { kind: 'unknown' }],
  ['POST', 'http://elsewhere/onep:v1/stack/alias', { kind: 'unknown' }],
])('%s %s (gwe K131)', (method, target, route) => {
  expect(parseRoute(method, target)).toEqual(route);
});
