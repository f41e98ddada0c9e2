import { STATUS_CODES } from 'node:http';
import { DeviceClientError, type DeviceClientErrorCode, type Outcome } from '../errors.ts';
import type { FailureContext } from './failure.ts';
import type { AnswerHead } from './request.ts';
import { parseRetryAfter } from './retry-after.ts';

const CODES: Readonly<Record<number, DeviceClientErrorCode>> = {
  400: 'DEVICE_CLIENT_BAD_REQUEST',
  401: 'DEVICE_CLIENT_UNAUTHORIZED',
  403: 'DEVICE_CLIENT_FORBIDDEN',
  404: 'DEVICE_CLIENT_NOT_FOUND',
  407: 'DEVICE_CLIENT_PROXY',
  408: 'DEVICE_CLIENT_TIMEOUT',
  409: 'DEVICE_CLIENT_CONFLICT',
  416: 'DEVICE_CLIENT_CHANGED',
  413: 'DEVICE_CLIENT_TOO_LARGE',
  429: 'DEVICE_CLIENT_RATE_LIMITED',
};

const HINTS: Readonly<Partial<Record<DeviceClientErrorCode, string>>> = {
  DEVICE_CLIENT_BAD_REQUEST: 'The platform takes the request for malformed: sending it again as it is will not help.',
  DEVICE_CLIENT_UNAUTHORIZED: 'The CIK is unknown or has been replaced: activate again.',
  DEVICE_CLIENT_FORBIDDEN: 'The platform does not let this device do that: check vendor and model.',
  DEVICE_CLIENT_NOT_FOUND: 'The platform does not have it.',
  DEVICE_CLIENT_CONFLICT: 'Values of one alias must be at least one second apart.',
  DEVICE_CLIENT_CHANGED: 'The content does not reach to that byte: download it anew.',
  DEVICE_CLIENT_TOO_LARGE: 'Send fewer or smaller values at once.',
  DEVICE_CLIENT_RATE_LIMITED: 'Try again later, less often.',
  DEVICE_CLIENT_SERVER: 'Try again later.',
  DEVICE_CLIENT_PROXY: 'The proxy wants a user and a password: give them in its URL.',
  DEVICE_CLIENT_TIMEOUT: 'Try again later.',
  DEVICE_CLIENT_PROTOCOL:
    'This is not how the device API answers: check the URL, and for a proxy or portal in between.',
};

const ACTIVATION_HINTS: Readonly<Partial<Record<DeviceClientErrorCode, string>>> = {
  DEVICE_CLIENT_FORBIDDEN: 'The platform does not know this device: add its serial number to the product.',
  DEVICE_CLIENT_NOT_FOUND: 'The platform does not know this device: add its serial number to the product.',
  DEVICE_CLIENT_CONFLICT: 'The device is already activated or not enabled: enable it on the platform, then try again.',
};

/** Turns an answer whose status the operation does not understand into the package's error (exosite 1.4). */
export function createRefusal(context: FailureContext, head: AnswerHead, nowMs: number): DeviceClientError {
  const { operation, origin } = context;
  const { status } = head;
  const code = CODES[status] ?? (status >= 500 ? 'DEVICE_CLIENT_SERVER' : 'DEVICE_CLIENT_PROTOCOL');
  const hint = (operation === 'activate' ? ACTIVATION_HINTS[code] : undefined) ?? HINTS[code] ?? '';
  const phrase = STATUS_CODES[status] ?? 'unknown status';
  return new DeviceClientError(`${operation} at ${origin} was answered with ${status} ${phrase}. ${hint}`, {
    code,
    status,
    outcome: decideOutcome(status),
    retryAfterMs: parseRetryAfter(head.headers, nowMs),
  });
}

/**
 * A refusal says that nothing was done. A broken server or a gateway in front of it (500, 502, 504) cannot know that,
 * nor can an unexpected success.
 */
function decideOutcome(status: number): Outcome {
  if (status < 300) return 'unknown';
  return status >= 500 && status !== 501 && status !== 503 ? 'unknown' : 'refused';
}
