import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decideClientOptions } from '../../src/cli/connection.ts';
import { createGdcHost } from '../fixtures/gdc.ts';
import { makeFolder } from '../fixtures/folder.ts';

const { host } = createGdcHost({ GDC_PROXY: 'http://proxy:3128' });

test('reads the files that the flags name', () => {
  const folder = makeFolder();
  const [ca, cert, key] = ['ca', 'cert', 'key'].map((name) => {
    writeFileSync(join(folder, name), `PEM of ${name}`);
    return join(folder, name);
  });
  expect(
    decideClientOptions(
      host,
      { url: 'https://h', timeoutMs: '500', ca: ca ?? '', cert: cert ?? '', key: key ?? '', pin: ['AB'], host: 'name' },
      'vendor',
    ),
  ).toEqual({
    baseUrl: 'https://h',
    timeoutMs: 500,
    ca: 'PEM of ca',
    pinnedCertificates: ['AB'],
    clientCertificate: { cert: 'PEM of cert', key: 'PEM of key' },
    host: 'name',
    proxy: 'http://proxy:3128',
  });
});

test('the flag wins over GDC_PROXY; nothing given is nothing set', () => {
  expect(decideClientOptions(host, { proxy: 'http://other' })).toMatchObject({ proxy: 'http://other' });
  expect(decideClientOptions(createGdcHost({ GDC_PROXY: '' }).host, {})).toEqual({ baseUrl: 'https://m2.exosite.com' });
});

test('certificate and key go together', () => {
  expect(() => decideClientOptions(host, { cert: 'x' })).toThrow('--cert and --key go together.');
});
