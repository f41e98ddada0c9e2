import { expect, test } from 'vitest';
import { FORM_MEDIA_TYPE, formatHeaders, type DeviceRequest } from '../../src/http/request.ts';
import { CIK } from '../fixtures/scripted-platform.ts';

const plain: DeviceRequest = {
  operation: 'timestamp',
  source: 'timestamp',
  method: 'GET',
  path: '/timestamp',
  accepts: [200],
};

const COMMON = { 'User-Agent': 'agent' };

test('sends no CIK where none is needed (exosite 2.6)', () => {
  expect(formatHeaders(plain, COMMON)).toEqual({ 'User-Agent': 'agent' });
});

test('sends the CIK, the form media type and the headers of the operation (exosite 1.2, 2.1)', () => {
  const request = { ...plain, cik: CIK, form: 'a=1', headers: { Accept: 'text/csv' } };
  expect(formatHeaders(request, COMMON)).toEqual({
    'User-Agent': 'agent',
    'X-Exosite-CIK': CIK,
    'Content-Type': FORM_MEDIA_TYPE,
    Accept: 'text/csv',
  });
});

test('an upload says what it is, and how long if that is known (exosite 4)', () => {
  const upload = { contentType: 'application/gzip', body: new Uint8Array(3) };
  const { 'Content-Type': type, ...rest } = formatHeaders({ ...plain, upload }, COMMON);
  expect({ type, rest }).toEqual({ type: 'application/gzip', rest: COMMON });
  expect(formatHeaders({ ...plain, upload: { ...upload, sizeBytes: 3 } }, COMMON)).toMatchObject({
    'Content-Length': '3',
  });
});
