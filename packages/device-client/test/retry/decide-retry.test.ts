import { expect, test } from 'vitest';
import { DeviceClientError, type DeviceClientErrorCode, type Outcome } from '../../src/errors.ts';
import { decideRetry } from '../../src/retry/decide-retry.ts';
import { RETRY_DEFAULTS } from '../../src/retry/retry.ts';

const failed = (code: DeviceClientErrorCode, outcome: Outcome, retryAfterMs?: number): DeviceClientError =>
  new DeviceClientError('failed', { code, outcome, retryAfterMs });
const decide = (
  error: DeviceClientError,
  progress: { attempts?: number; elapsedMs?: number } = {},
  policy: { idempotent?: boolean } = {},
): number | undefined =>
  decideRetry(error, { attempts: 1, elapsedMs: 0, ...progress }, { ...RETRY_DEFAULTS, ...policy }, () => 1);

test('calls again what was not sent, or refused for now', () => {
  expect(decide(failed('DEVICE_CLIENT_NETWORK', 'notSent'))).toBe(1_000);
  expect(decide(failed('DEVICE_CLIENT_RATE_LIMITED', 'refused', 5_000))).toBe(6_000);
});

test('does not call again what no wait can mend', () => {
  expect(decide(failed('DEVICE_CLIENT_UNAUTHORIZED', 'refused'), {}, { idempotent: true })).toBeUndefined();
});

test('repeats an unknown outcome only if told that a repeat does no harm', () => {
  const error = failed('DEVICE_CLIENT_NETWORK', 'unknown');
  expect(decide(error)).toBeUndefined();
  expect(decide(error, {}, { idempotent: true })).toBe(1_000);
});

test('keeps to the budget of attempts and of time', () => {
  const error = failed('DEVICE_CLIENT_NETWORK', 'notSent');
  expect(decide(error, { attempts: 5 })).toBeUndefined();
  expect(decide(error, { elapsedMs: 59_000 })).toBe(1_000);
  expect(decide(error, { elapsedMs: 59_001 })).toBeUndefined();
});

test('gives up at once when the platform asks for more than the budget', () => {
  expect(decide(failed('DEVICE_CLIENT_SERVER', 'refused', 120_000))).toBeUndefined();
});
