import { expect, test } from 'vitest';
import { decideBaseUrl, parseWholeNumber, resolveCik, UsageError } from '../../src/cli/settings.ts';
import { CIK } from '../fixtures/scripted-platform.ts';

test('the URL comes from the flag, then GDC_URL, then the vendor, then the common host (gwe J121)', () => {
  const env = { GDC_URL: 'http://env' };
  expect(decideBaseUrl('http://flag', env, 'vendor')).toBe('http://flag');
  expect(decideBaseUrl(undefined, env, 'vendor')).toBe('http://env');
  expect(decideBaseUrl(undefined, { GDC_URL: '' }, 'dubhxzv0r4e1m7vj')).toBe('https://dubhxzv0r4e1m7vj.m2.exosite.com');
  expect(decideBaseUrl(undefined, {})).toBe('https://m2.exosite.com');
});

test('a vendor that is no host name names no host', () => {
  expect(decideBaseUrl(undefined, {}, 'evil.example/')).toBe('https://m2.exosite.com');
  expect(decideBaseUrl(undefined, {}, '-a')).toBe('https://m2.exosite.com');
});

test('a CIK comes from the argument, or from GDC_CIK for -', () => {
  expect(resolveCik(CIK, {})).toBe(CIK);
  expect(resolveCik(`${CIK}\n`, {})).toBe(CIK);
  expect(resolveCik('-', { GDC_CIK: CIK })).toBe(CIK);
});

test.each(['', "''", '-'])('%j says that the gateway may not be activated (gwe A7)', (argument) => {
  expect(() => resolveCik(argument, {})).toThrow(/is the gateway activated yet/);
});

test('another text than a CIK is not shown', () => {
  expect(() => resolveCik('secret', {})).toThrow(new UsageError('CIK must have 40 printable characters, it has 6.'));
});

test('takes whole numbers only', () => {
  expect(parseWholeNumber('--since', '42')).toBe(42);
  for (const text of ['', '-1', '1.5', '1e3', 'x', '9'.repeat(20)]) {
    expect(() => parseWholeNumber('--since', text)).toThrow('--since must be a whole number.');
  }
});
