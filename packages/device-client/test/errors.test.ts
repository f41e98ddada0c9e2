import { expect, test } from 'vitest';
import { DeviceClientError, isDeviceClientError, type DeviceClientErrorCode } from '../src/errors.ts';

function create(code: DeviceClientErrorCode): DeviceClientError {
  return new DeviceClientError('write failed', { code, outcome: 'unknown' });
}

test('says by its code whether the same call may succeed later', () => {
  const later: DeviceClientErrorCode[] = [
    'DEVICE_CLIENT_NETWORK',
    'DEVICE_CLIENT_TIMEOUT',
    'DEVICE_CLIENT_TRUNCATED',
    'DEVICE_CLIENT_RATE_LIMITED',
    'DEVICE_CLIENT_SERVER',
    'DEVICE_CLIENT_PROTOCOL',
  ];
  const never: DeviceClientErrorCode[] = [
    'DEVICE_CLIENT_BAD_REQUEST',
    'DEVICE_CLIENT_UNAUTHORIZED',
    'DEVICE_CLIENT_FORBIDDEN',
    'DEVICE_CLIENT_NOT_FOUND',
    'DEVICE_CLIENT_CONFLICT',
    'DEVICE_CLIENT_TOO_LARGE',
    'DEVICE_CLIENT_CLOSED',
  ];
  expect(later.map((code) => create(code).retryable)).toEqual(later.map(() => true));
  expect(never.map((code) => create(code).retryable)).toEqual(never.map(() => false));
});

test('carries status, wait and cause only where they are known', () => {
  expect(Object.keys(create('DEVICE_CLIENT_NETWORK'))).not.toContain('status');
  const cause = new Error('below');
  const error = new DeviceClientError('read failed', {
    code: 'DEVICE_CLIENT_SERVER',
    outcome: 'refused',
    status: 503,
    retryAfterMs: 2000,
    cause,
  });
  expect(error).toMatchObject({ name: 'DeviceClientError', status: 503, retryAfterMs: 2000, cause });
});

test('is recognised, also by one code', () => {
  const error: unknown = create('DEVICE_CLIENT_TIMEOUT');
  expect(isDeviceClientError(error)).toBe(true);
  expect(isDeviceClientError(error, 'DEVICE_CLIENT_TIMEOUT')).toBe(true);
  expect(isDeviceClientError(error, 'DEVICE_CLIENT_NETWORK')).toBe(false);
  expect(isDeviceClientError(new Error('other'))).toBe(false);
});
