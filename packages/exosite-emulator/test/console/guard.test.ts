import { expect, test } from 'vitest';
import { decideForbidden } from '../../src/console/guard.ts';

const HOST = '127.0.0.1:8089';
const OWN = { host: HOST, 'x-exosite-console': '1' };

test.each(['127.0.0.1:8089', 'localhost:1', '[::1]:8089', 'LOCALHOST'])('answers to the loopback name %s', (host) => {
  expect(decideForbidden({ method: 'GET', headers: { host }, isAsset: true })).toBeUndefined();
});

test.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80', '192.168.1.4:8089', ''])(
  'refuses the name %s, as after DNS rebinding',
  (host) => {
    expect(decideForbidden({ method: 'GET', headers: { host }, isAsset: true })).toContain('localhost');
  },
);

test('refuses a request without a Host', () => {
  expect(decideForbidden({ method: 'GET', headers: {}, isAsset: true })).toContain('localhost');
});

test.each(['http://evil.example', 'null', 'http://127.0.0.1:1', `https://${HOST}`])(
  'refuses the origin %s',
  (origin) => {
    const headers = { ...OWN, origin };
    expect(decideForbidden({ method: 'POST', headers, isAsset: false })).toBe('the request comes from another origin');
  },
);

test('takes a change of its own page, and refuses the same without the header', () => {
  const headers = { ...OWN, origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' };
  expect(decideForbidden({ method: 'POST', headers, isAsset: false })).toBeUndefined();
  const bare = { host: HOST, origin: `http://${HOST}` };
  expect(decideForbidden({ method: 'DELETE', headers: bare, isAsset: false })).toContain('x-exosite-console');
});

test('a link from another site may open a page but not read data', () => {
  const headers = { host: HOST, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
  expect(decideForbidden({ method: 'GET', headers, isAsset: true })).toBeUndefined();
  expect(decideForbidden({ method: 'GET', headers, isAsset: false })).toBe('the request comes from another site');
  const script = { ...headers, 'sec-fetch-mode': 'no-cors' };
  expect(decideForbidden({ method: 'GET', headers: script, isAsset: true })).toBe(
    'the request comes from another site',
  );
});
