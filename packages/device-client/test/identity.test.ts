import { expect, test } from 'vitest';
import { BY_CERTIFICATE, formatCredential, formatIdentity, isCik, redactCik } from '../src/identity.ts';
import { CIK } from './fixtures/scripted-platform.ts';

test('takes any 40 printable characters for a CIK, hex or not (exosite 1.2)', () => {
  expect(isCik(CIK)).toBe(true);
  expect(isCik('97eWgtm9'.repeat(5))).toBe(true);
  expect(isCik(CIK.slice(1))).toBe(false);
  expect(isCik(`${CIK}0`)).toBe(false);
  expect(isCik(`${CIK.slice(1)}\n`)).toBe(false);
  expect(isCik(`${CIK.slice(1)} `)).toBe(false);
});

test('shows the first 8 characters of a CIK at most (gwe J128)', () => {
  expect(redactCik(CIK)).toBe('22596363…');
});

test('refuses a text that is no CIK without showing it', () => {
  expect(() => {
    formatCredential('secret');
  }).toThrow(new TypeError('A CIK has 40 printable characters; this text has 6.'));
});

test('a credential is a CIK, or the certificate of the connection (exosite 1.2)', () => {
  expect(formatCredential(CIK)).toEqual({ cik: CIK });
  expect(formatCredential(BY_CERTIFICATE)).toEqual({ byCertificate: true });
});

test('writes an identity as people do', () => {
  expect(formatIdentity({ vendor: 'v', model: 'm', serial: '00:11' })).toBe('v/m/00:11');
  expect(formatIdentity({ id: 'device-1' })).toBe('device-1');
});
