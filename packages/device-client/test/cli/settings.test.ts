import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decideBaseUrl, parseWholeNumber, readSetting, resolveCik, UsageError } from '../../src/cli/settings.ts';
import { BY_CERTIFICATE } from '../../src/identity.ts';
import { makeFolder } from '../fixtures/folder.ts';
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

test('a CIK comes from a file for -, alone in it or in a Gateway.cfg, before GDC_CIK', () => {
  const [alone, cfg] = [join(makeFolder(), 'cik'), join(makeFolder(), 'Gateway.cfg')];
  writeFileSync(alone, `${CIK}\n`);
  writeFileSync(cfg, `[device]\ncik = ${CIK}\nmodel = ''\n`);
  const env = { GDC_CIK: 'x'.repeat(40) };
  for (const cikFile of [alone, cfg]) expect(resolveCik('-', env, { cikFile })).toBe(CIK);
  expect(resolveCik('x'.repeat(40), env, { cikFile: alone })).toBe('x'.repeat(40));
  writeFileSync(cfg, "[device]\ncik = ''\n");
  expect(() => resolveCik('-', env, { cikFile: cfg })).toThrow(`${cfg} is empty: is the gateway activated yet?`);
});

test('a client certificate stands in for a CIK that nobody gives', () => {
  expect(resolveCik('-', {}, { cert: 'device.pem' })).toBe(BY_CERTIFICATE);
  expect(resolveCik('-', { GDC_CIK: CIK }, { cert: 'device.pem' })).toBe(CIK);
});

test('a file that cannot be read is a usage error that names its flag', () => {
  expect(() => readSetting('--ca', '/none')).toThrow(new UsageError('--ca /none cannot be read: ENOENT.'));
});
