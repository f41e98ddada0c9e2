import { expect, test } from 'vitest';
import { parseClient } from '../../src/server/client-header.ts';

const CIK = '22596363b3de40b06f981fb85d82312e8c0ed511';
const VMS = { kind: 'client', client: { vendor: 'pid', model: 'pid', serial: '12345' } };

test('VMS is the identity, whatever CIK stands beside it (gwe K135)', () => {
  for (const cik of [CIK, '', "''", 'nonsense']) {
    expect(parseClient({ 'x-exosite-vms': 'pid pid 12345', 'x-exosite-cik': cik })).toEqual(VMS);
  }
});

test('a CIK alone is an identity; an empty VMS is none', () => {
  expect(parseClient({ 'x-exosite-cik': CIK })).toEqual({ kind: 'client', client: { cik: CIK } });
  expect(parseClient({ 'x-exosite-vms': " '' ", 'x-exosite-cik': CIK })).toEqual({
    kind: 'client',
    client: { cik: CIK },
  });
});

test('takes any blanks between the parts and any characters in them (gwe A28)', () => {
  expect(parseClient({ 'x-exosite-vms': '  pid \t pid   12345 ' })).toEqual(VMS);
  const utf8 = Buffer.from('pid pid Grüße&=%').toString('latin1');
  expect(parseClient({ 'x-exosite-vms': utf8 })).toMatchObject({ client: { serial: 'Grüße&=%' } });
});

test.each([
  [{}],
  [{ 'x-exosite-cik': "''" }],
  [{ 'x-exosite-cik': 'short' }],
  [{ 'x-exosite-vms': 'pid pid' }],
  [{ 'x-exosite-vms': 'a b c d' }],
])('refuses %j in words', (headers) => {
  expect(parseClient(headers)).toMatchObject({ kind: 'fault', reason: expect.stringContaining('X-Exosite') as string });
});
