import { expect, test } from 'vitest';
import { createResult, settleResult } from '../../src/compat/result.ts';
import { DeviceClientError } from '../../src/errors.ts';

test('200 and 204 are successes, nothing else is (gwe J124)', () => {
  const successes = [0, 200, 204, 206, 304, 401, 409, 500].filter((code) => createResult(code, '').success);
  expect(successes).toEqual([200, 204]);
});

test('prints as the original did (gwe J123)', () => {
  expect(createResult(204, '').toString()).toBe('Response code: 204, Response body: , success: True');
  expect(String(createResult(401, 'no'))).toBe('Response code: 401, Response body: no, success: False');
});

test('what the platform refused is a result, no answer at all has code 0 (gwe J124)', async () => {
  const refused = new DeviceClientError('no', { code: 'DEVICE_CLIENT_SERVER', outcome: 'refused', status: 503 });
  expect(await settleResult(Promise.reject(refused))).toMatchObject({ success: false, code: 503, error: refused });
  const offline = new DeviceClientError('no', { code: 'DEVICE_CLIENT_NETWORK', outcome: 'notSent' });
  expect(await settleResult(Promise.reject(offline))).toMatchObject({ success: false, code: 0 });
  await expect(settleResult(Promise.reject(new TypeError('wrong')))).rejects.toThrow(TypeError);
});
