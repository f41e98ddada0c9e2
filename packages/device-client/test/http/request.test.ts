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

test('sends no CIK where none is needed (exosite 2.6)', () => {
  expect(formatHeaders(plain, 'agent')).toEqual({ 'User-Agent': 'agent' });
});

test('sends the CIK, the form media type and the headers of the operation (exosite 1.2, 2.1)', () => {
  const request = { ...plain, cik: CIK, form: 'a=1', headers: { Accept: 'text/csv' } };
  expect(formatHeaders(request, 'agent')).toEqual({
    'User-Agent': 'agent',
    'X-Exosite-CIK': CIK,
    'Content-Type': FORM_MEDIA_TYPE,
    Accept: 'text/csv',
  });
});
