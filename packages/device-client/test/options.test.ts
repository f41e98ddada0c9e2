import { expect, test } from 'vitest';
import { DEVICE_CLIENT_DEFAULTS, resolveOptions } from '../src/options.ts';

const baseUrl = 'https://vendor.m2.exosite.com';

test('fills in the defaults: 15 seconds a call (gwe J126)', () => {
  expect(resolveOptions({ baseUrl })).toEqual({
    ...DEVICE_CLIENT_DEFAULTS,
    origin: baseUrl,
    pathPrefix: '',
    route: {
      target: { host: 'vendor.m2.exosite.com', port: 443 },
      security: { name: 'vendor.m2.exosite.com', ca: undefined, pins: new Set(), certificate: undefined },
      proxy: undefined,
    },
    host: undefined,
    hasCertificate: false,
    usage: undefined,
  });
  expect(DEVICE_CLIENT_DEFAULTS.timeoutMs).toBe(15_000);
  expect(Object.isFrozen(DEVICE_CLIENT_DEFAULTS)).toBe(true);
});

test('keeps a path of the URL as prefix, without its last slash', () => {
  expect(resolveOptions({ baseUrl: 'http://localhost:8090/a/b/' })).toMatchObject({
    origin: 'http://localhost:8090',
    pathPrefix: '/a/b',
  });
});

test.each(['', 'm2.exosite.com', 'ftp://m2.exosite.com', 'https://u:p@m2.exosite.com', 'https://h/?q', 'https://h/#f'])(
  'refuses %j as URL',
  (url) => {
    expect(() => resolveOptions({ baseUrl: url })).toThrow(TypeError);
  },
);

test.each([
  { timeoutMs: 0 },
  { timeoutMs: Number.NaN },
  { connectTimeoutMs: 2 ** 31 },
  { keepAliveMs: -1 },
  { maxConnections: 1.5 },
  { maxAnswerBytes: 0 },
  { host: 'a/b' },
  { proxy: 'socks5://h' },
  { pinnedCertificates: ['AB'] },
  { userAgent: '' },
  { userAgent: 'a\r\nX-Exosite-CIK: b' },
])('refuses %j', (options) => {
  expect(() => resolveOptions({ baseUrl, ...options })).toThrow(TypeError);
});
