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
  ['GET', '/onep:v1/stack/alias?a&b%26c&a', { kind: 'read', aliases: ['a', 'b&c'] }],
  ['GET', '/onep:v1/stack/alias?', { kind: 'read', aliases: [] }],
  ['PUT', '/onep:v1/stack/alias', { kind: 'wrongMethod', allow: 'GET, POST' }],
  ['GET', '/metrics', { kind: 'metrics' }],
  ['POST', '/metrics', { kind: 'wrongMethod', allow: 'GET' }],
  ['GET', '/gmq/messages?limit=5', { kind: 'control', command: { kind: 'peek', limit: 5 } }],
  ['GET', '/gmq/dead-letters/purge', { kind: 'wrongMethod', allow: 'POST' }],
  ['POST', '/gmq/dead-letters/purge', { kind: 'control', command: { kind: 'purge' } }],
  ['GET', '/gmq/elsewhere', { kind: 'unknown' }],
  ['PUT', '/reread', { kind: 'wrongMethod', allow: 'POST' }],
  ['POST', '/status', { kind: 'wrongMethod', allow: 'GET' }],
  ['GET', '/', { kind: 'unknown' }],
  ['POST', '/onep:v1/stack/alias/a/b', { kind: 'unknown' }],
  ['POST', '/onep:v1/stack/alias/%zz', { kind: 'unknown' }],
  ['POST', 'http://elsewhere/onep:v1/stack/alias', { kind: 'unknown' }],
])('%s %s (gwe K131)', (method, target, route) => {
  expect(parseRoute(method, target)).toEqual(route);
});
