import { expect, test } from 'vitest';
import { createFaultInjector } from '../../src/faults/injector.ts';

const WRITE = { method: 'POST', path: '/onep:v1/stack/alias' };

test('a fault meets one matching request by default', () => {
  const faults = createFaultInjector();
  faults.inject({ kind: 'reset', path: '/onep:v1/stack' });
  expect(faults.take({ method: 'GET', path: '/timestamp' })).toBeUndefined();
  expect(faults.take(WRITE)?.kind).toBe('reset');
  expect(faults.take(WRITE)).toBeUndefined();
});

test('skip lets requests pass first; count says how many it meets: 401 after n requests (exosite 8.8)', () => {
  const faults = createFaultInjector();
  faults.inject({ kind: 'status', status: 401, skip: 2, count: 2 });
  expect([1, 2, 3, 4, 5].map(() => faults.take(WRITE)?.kind)).toEqual([
    undefined,
    undefined,
    'status',
    'status',
    undefined,
  ]);
});

test('the method can be named; the fault injected first wins', () => {
  const faults = createFaultInjector();
  faults.inject({ kind: 'noAnswer', method: 'GET' });
  faults.inject({ kind: 'reset', count: Infinity });
  expect([WRITE, { ...WRITE, method: 'GET' }, WRITE].map((request) => faults.take(request)?.kind)).toEqual([
    'reset',
    'noAnswer',
    'reset',
  ]);
});

test('a fault can be taken away', () => {
  const faults = createFaultInjector();
  const id = faults.inject({ kind: 'reset', count: Infinity });
  expect(faults.remove(id)).toBe(true);
  expect(faults.remove(id)).toBe(false);
  expect(faults.take(WRITE)).toBeUndefined();
});

test('a short CIK waits for an activation', () => {
  const faults = createFaultInjector();
  faults.inject({ kind: 'shortCik' });
  expect(faults.take(WRITE)).toBeUndefined();
  expect(faults.take({ method: 'POST', path: '/provision/activate' })?.kind).toBe('shortCik');
});
