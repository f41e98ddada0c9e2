import { expect, test } from 'vitest';
import { resolveRoute } from '../../src/connection/route.ts';

const PIN = 'AB'.repeat(32);

test('leads straight to the platform, with TLS for its own name', () => {
  expect(resolveRoute('https://vendor.m2.exosite.com', {})).toEqual({
    target: { host: 'vendor.m2.exosite.com', port: 443 },
    security: { name: 'vendor.m2.exosite.com', ca: undefined, pins: new Set(), certificate: undefined },
    proxy: undefined,
  });
  expect(resolveRoute('http://localhost:8090', {})).toEqual({
    target: { host: 'localhost', port: 8090 },
    security: undefined,
    proxy: undefined,
  });
});

test('an address of version 6 loses its brackets', () => {
  expect(resolveRoute('https://[::1]:8443', {})).toMatchObject({
    target: { host: '::1', port: 8443 },
    security: { name: '::1' },
  });
});

test('a host of its own is what the certificate must be for (exosite 1.1)', () => {
  const route = resolveRoute('https://192.0.2.1:8443', { host: 'pid.m2.exosite.io:443' });
  expect(route).toMatchObject({ target: { host: '192.0.2.1', port: 8443 }, security: { name: 'pid.m2.exosite.io' } });
});

test('a proxy may want a user and a password, and TLS of its own', () => {
  expect(resolveRoute('http://m2.exosite.com', { proxy: 'http://user%40x:p%3Aw@proxy:3128' }).proxy).toEqual({
    endpoint: { host: 'proxy', port: 3128 },
    security: undefined,
    authorization: `Basic ${Buffer.from('user@x:p:w').toString('base64')}`,
  });
  expect(resolveRoute('http://m2.exosite.com', { proxy: 'https://proxy', ca: 'PEM' }).proxy).toMatchObject({
    endpoint: { host: 'proxy', port: 443 },
    security: { name: 'proxy', ca: 'PEM' },
  });
});

test.each([
  ['https://h', { host: '' }],
  ['https://h', { host: 'a/b' }],
  ['https://h', { host: 'a\r\nb' }],
  ['https://h', { proxy: 'proxy:3128' }],
  ['https://h', { proxy: 'socks5://proxy' }],
  ['https://h', { proxy: 'http://proxy/path' }],
  ['https://h', { pinnedCertificates: ['AB'] }],
  ['http://h', { pinnedCertificates: [PIN] }],
  ['http://h', { clientCertificate: { cert: 'PEM', key: 'PEM' } }],
])('refuses %s with %j', (origin, options) => {
  expect(() => resolveRoute(origin, options)).toThrow(TypeError);
});

test('a complaint about a proxy shows no password', () => {
  expect(() => resolveRoute('https://h', { proxy: 'ftp://user:secret@proxy' })).toThrow(/^(?!.*secret)/);
});
