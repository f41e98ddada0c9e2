import { DeviceClientError, type DeviceClientErrorCode, type Outcome } from '@gateway-engine/device-client';
import { expect, test } from 'vitest';
import { decideOutcome, isAboutTheWhole, isCredentialRefused } from '../../src/exosite/outcome.ts';

const failure = (code: DeviceClientErrorCode, outcome: Outcome, retryAfterMs?: number) =>
  new DeviceClientError('why', { code, outcome, retryAfterMs });

test.each([
  ['DEVICE_CLIENT_BAD_REQUEST', 'refused', { kind: 'rejected', reason: 'why' }],
  ['DEVICE_CLIENT_TOO_LARGE', 'refused', { kind: 'rejected', reason: 'why' }],
  ['DEVICE_CLIENT_CONFLICT', 'refused', { kind: 'conflict' }],
  ['DEVICE_CLIENT_SERVER', 'refused', { kind: 'retry', reason: 'why', uncertain: true }],
  ['DEVICE_CLIENT_RATE_LIMITED', 'refused', { kind: 'retry', reason: 'why', uncertain: false }],
  ['DEVICE_CLIENT_UNAUTHORIZED', 'refused', { kind: 'retry', reason: 'why', uncertain: false }],
  ['DEVICE_CLIENT_NOT_FOUND', 'refused', { kind: 'retry', reason: 'why', uncertain: false }],
  ['DEVICE_CLIENT_NETWORK', 'notSent', { kind: 'retry', reason: 'why', uncertain: false, offline: true }],
  ['DEVICE_CLIENT_NETWORK', 'unknown', { kind: 'retry', reason: 'why', uncertain: true }],
  ['DEVICE_CLIENT_TIMEOUT', 'unknown', { kind: 'retry', reason: 'why', uncertain: true }],
  ['DEVICE_CLIENT_PROTOCOL', 'unknown', { kind: 'retry', reason: 'why', uncertain: true }],
] as const)('%s, %s', (code, outcome, expected) => {
  expect(decideOutcome(failure(code, outcome))).toEqual(expected);
});

test('passes on how long the platform asks to wait', () => {
  expect(decideOutcome(failure('DEVICE_CLIENT_RATE_LIMITED', 'refused', 5000))).toMatchObject({ afterMs: 5000 });
  expect(decideOutcome(failure('DEVICE_CLIENT_SERVER', 'refused', 5000))).toMatchObject({ afterMs: 5000 });
});

test('tells refusals of the request from refusals of the credential', () => {
  expect(isAboutTheWhole(failure('DEVICE_CLIENT_BAD_REQUEST', 'refused'))).toBe(true);
  expect(isAboutTheWhole(failure('DEVICE_CLIENT_SERVER', 'refused'))).toBe(false);
  expect(isCredentialRefused(failure('DEVICE_CLIENT_UNAUTHORIZED', 'refused'))).toBe(true);
  expect(isCredentialRefused(failure('DEVICE_CLIENT_FORBIDDEN', 'refused'))).toBe(true);
  expect(isCredentialRefused(failure('DEVICE_CLIENT_BAD_REQUEST', 'refused'))).toBe(false);
});
