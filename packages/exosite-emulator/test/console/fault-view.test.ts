import { expect, test } from 'vitest';
import { parseFault, toFaultView } from '../../src/console/fault-view.ts';

const device = { vendor: 'v', model: 'm', serial: '1' };

test.each([
  [
    { kind: 'offline', count: null },
    { kind: 'offline', count: Infinity },
  ],
  [{ kind: 'reset' }, { kind: 'reset' }],
  [{ kind: 'resetBefore' }, { kind: 'resetBefore' }],
  [{ kind: 'noAnswer' }, { kind: 'noAnswer' }],
  [{ kind: 'duplicate' }, { kind: 'duplicate' }],
  [
    { kind: 'status', status: 503, retryAfterSeconds: 5, body: 'x' },
    { kind: 'status', status: 503, retryAfterSeconds: 5, body: 'x' },
  ],
  [
    { kind: 'delay', delayMs: 5, path: '/x', method: 'POST', device, skip: 2 },
    { kind: 'delay', delayMs: 5, path: '/x', method: 'POST', device, skip: 2 },
  ],
  [
    { kind: 'bandwidth', bytesPerSecond: 1 },
    { kind: 'bandwidth', bytesPerSecond: 1 },
  ],
  [
    { kind: 'dropAfterBytes', afterBytes: 1 },
    { kind: 'dropAfterBytes', afterBytes: 1 },
  ],
  [
    { kind: 'truncateBody', afterBytes: 1 },
    { kind: 'truncateBody', afterBytes: 1 },
  ],
  [{ kind: 'corruptBody' }, { kind: 'corruptBody' }],
  [
    { kind: 'slowBody', chunkBytes: 1, pauseMs: 1 },
    { kind: 'slowBody', chunkBytes: 1, pauseMs: 1 },
  ],
  [
    { kind: 'wrongContentLength', contentLength: 1 },
    { kind: 'wrongContentLength', contentLength: 1 },
  ],
  [
    { kind: 'wrongContentRange', contentRange: 'bytes 0-1/2' },
    { kind: 'wrongContentRange', contentRange: 'bytes 0-1/2' },
  ],
  [
    { kind: 'shortCik', length: 12, count: 3 },
    { kind: 'shortCik', length: 12, count: 3 },
  ],
  [
    { kind: 'clockSkew', skewSeconds: -60 },
    { kind: 'clockSkew', skewSeconds: -60 },
  ],
])('reads %j', (fields, fault) => {
  expect(parseFault(fields)).toEqual(fault);
});

test.each([
  {},
  { kind: 'toString' },
  { kind: 'delay' },
  { kind: 'delay', delayMs: '5' },
  { kind: 'reset', device: 'x' },
  { kind: 'reset', count: 'x' },
])('refuses %j', (fields) => {
  expect(() => parseFault(fields)).toThrow(TypeError);
});

test('shows endless faults without a count, for JSON has no infinity', () => {
  const endless = { id: 1, fault: { kind: 'reset', count: Infinity }, met: 0, remaining: Infinity } as const;
  expect(toFaultView(endless)).toEqual({ id: 1, fault: { kind: 'reset' } });
  const twice = { id: 2, fault: { kind: 'reset', count: 2 }, met: 1, remaining: 1 } as const;
  expect(toFaultView(twice)).toEqual({ id: 2, fault: { kind: 'reset', count: 2 }, remaining: 1 });
});
