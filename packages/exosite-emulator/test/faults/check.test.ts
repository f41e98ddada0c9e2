import { expect, test } from 'vitest';
import { checkFault } from '../../src/faults/check.ts';
import { type Fault } from '../../src/faults/fault.ts';

test.each<Fault>([
  { kind: 'status', status: 99 },
  { kind: 'status', status: 503, retryAfterSeconds: -1 },
  { kind: 'reset', count: 0 },
  { kind: 'reset', count: 1.5 },
  { kind: 'reset', skip: -1 },
  { kind: 'truncateBody', afterBytes: 0.5 },
  { kind: 'slowBody', chunkBytes: 0, pauseMs: 1 },
  { kind: 'delay', delayMs: 3_600_001 },
  { kind: 'bandwidth', bytesPerSecond: 0 },
  { kind: 'reset', device: { vendor: '', model: 'm', serial: 's' } },
])('%j is refused', (fault) => {
  expect(() => {
    checkFault(fault);
  }).toThrow(TypeError);
});

test('endless faults are allowed', () => {
  expect(() => {
    checkFault({ kind: 'noAnswer', count: Infinity });
  }).not.toThrow();
});
