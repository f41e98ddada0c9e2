import { expect, test } from 'vitest';
import { formatFaultJson, parseFaultJson, parseFaultSpec } from '../../src/faults/spec.ts';

test.each([
  ['503', { kind: 'status', status: 503 }],
  ['429,retryAfterSeconds=5,count=3', { kind: 'status', status: 429, retryAfterSeconds: 5, count: 3 }],
  ['offline,device=acme/gateway/a/b', { kind: 'offline', device: { vendor: 'acme', model: 'gateway', serial: 'a/b' } }],
  [
    'truncateBody, afterBytes=9, path=/provision/download',
    { kind: 'truncateBody', afterBytes: 9, path: '/provision/download' },
  ],
  ['clockSkew,skewSeconds=-60,count=all', { kind: 'clockSkew', skewSeconds: -60, count: Infinity }],
  [
    'wrongContentRange,contentRange=bytes 0-3/99,skip=2',
    { kind: 'wrongContentRange', contentRange: 'bytes 0-3/99', skip: 2 },
  ],
])('%s', (text, fault) => {
  expect(parseFaultSpec(text)).toEqual(fault);
});

test.each([
  ['', 'fault.kind must be one of offline, status'],
  ['flood', 'not flood'],
  ['toString', 'fault.kind must be one of'],
  ['delay', 'needs delayMs'],
  ['delay,delayMs=soon', 'must be a whole number, not soon'],
  ['delay,delayMs', 'must look like name=value, not delayMs'],
  ['reset,delayMs=1', 'a fault of kind reset has no field delayMs; it has path, method'],
  ['503,device=acme', 'model must have 1 to 256 characters'],
  ['503,count=0', 'fault.count must be'],
])('%j is refused with a sentence', (text, message) => {
  expect(() => parseFaultSpec(text)).toThrow(new RegExp(message));
});

test('JSON is the object of the library, with a word for Infinity', () => {
  const device = { vendor: 'v', model: 'm', serial: 's' };
  const fault = parseFaultJson({ kind: 'delay', delayMs: 5, count: 'all', device });
  expect(fault).toEqual({ kind: 'delay', delayMs: 5, count: Infinity, device });
  const shown = formatFaultJson({ id: 1, fault, met: 2, remaining: Infinity });
  expect(JSON.parse(JSON.stringify(shown))).toEqual({
    ...{ id: 1, met: 2, remaining: 'all' },
    fault: { kind: 'delay', delayMs: 5, count: 'all', device },
  });
});

test.each([[null], [{}], [{ kind: 5 }], [{ kind: 'delay', delayMs: '5' }], [{ kind: 'reset', device: 'v/m/s' }]])(
  '%j is refused',
  (json) => {
    expect(() => parseFaultJson(json)).toThrow(TypeError);
  },
);
