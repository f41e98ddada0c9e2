import { expect, test } from 'vitest';
import type { DeviceClientErrorCode, Outcome } from '../../src/errors.ts';
import { createRefusal } from '../../src/http/refusal.ts';
import type { Operation } from '../../src/http/request.ts';

function refuse(status: number, operation: Operation = 'write', headers: Record<string, string> = {}) {
  const head = { status, headers: new Map(Object.entries(headers)) };
  return createRefusal({ operation, origin: 'https://v.m2.exosite.com' }, head, 0);
}

const TABLE: [number, DeviceClientErrorCode, Outcome][] = [
  [302, 'DEVICE_CLIENT_PROTOCOL', 'refused'],
  [400, 'DEVICE_CLIENT_BAD_REQUEST', 'refused'],
  [401, 'DEVICE_CLIENT_UNAUTHORIZED', 'refused'],
  [403, 'DEVICE_CLIENT_FORBIDDEN', 'refused'],
  [404, 'DEVICE_CLIENT_NOT_FOUND', 'refused'],
  [405, 'DEVICE_CLIENT_PROTOCOL', 'refused'],
  [408, 'DEVICE_CLIENT_TIMEOUT', 'refused'],
  [409, 'DEVICE_CLIENT_CONFLICT', 'refused'],
  [413, 'DEVICE_CLIENT_TOO_LARGE', 'refused'],
  [416, 'DEVICE_CLIENT_CHANGED', 'refused'],
  [429, 'DEVICE_CLIENT_RATE_LIMITED', 'refused'],
  [500, 'DEVICE_CLIENT_SERVER', 'unknown'],
  [501, 'DEVICE_CLIENT_SERVER', 'refused'],
  [502, 'DEVICE_CLIENT_SERVER', 'unknown'],
  [503, 'DEVICE_CLIENT_SERVER', 'refused'],
  [504, 'DEVICE_CLIENT_SERVER', 'unknown'],
  [205, 'DEVICE_CLIENT_PROTOCOL', 'unknown'],
];

test.each(TABLE)('%i is %s, and the request is %s (exosite 1.4)', (status, code, outcome) => {
  expect(refuse(status)).toMatchObject({ status, code, outcome });
});

test('says what was done, what was found and what to do', () => {
  expect(refuse(401).message).toBe(
    'write at https://v.m2.exosite.com was answered with 401 Unauthorized. ' +
      'The CIK is unknown or has been replaced: activate again.',
  );
});

test('gives its own advice for an activation (exosite 3.1)', () => {
  expect(refuse(404, 'activate').message).toContain('add its serial number to the product');
  expect(refuse(409, 'activate').message).toContain('enable it on the platform');
  expect(refuse(409, 'record').message).toContain('one second apart');
});

test('carries the wait that the platform asks for', () => {
  expect(refuse(503, 'write', { 'retry-after': '7' }).retryAfterMs).toBe(7000);
  expect(refuse(503).retryAfterMs).toBeUndefined();
});
