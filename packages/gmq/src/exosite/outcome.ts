import type { DeviceClientError } from '@gateway-engine/device-client';
import type { DeliveryOutcome } from '../upstream.ts';

/** What a failed request with values means for every value in it. */
export function decideOutcome(error: DeviceClientError): DeliveryOutcome {
  const reason = error.message;
  const afterMs = error.retryAfterMs === undefined ? {} : { afterMs: error.retryAfterMs };
  switch (error.code) {
    case 'DEVICE_CLIENT_BAD_REQUEST':
    case 'DEVICE_CLIENT_TOO_LARGE':
      // It stays wrong however often it is sent (gwe K138).
      return { kind: 'rejected', reason };
    case 'DEVICE_CLIENT_CONFLICT':
      return { kind: 'conflict' };
    case 'DEVICE_CLIENT_SERVER':
      // A server or a proxy that failed may have done so after the values were stored.
      return { kind: 'retry', reason, uncertain: true, ...afterMs };
    default:
      return {
        kind: 'retry',
        reason,
        uncertain: error.outcome === 'unknown',
        ...afterMs,
        ...(error.outcome === 'notSent' ? { offline: true } : {}),
      };
  }
}

/** True if the answer was about the whole request and a part of it may be taken. */
export function isAboutTheWhole(error: DeviceClientError): boolean {
  return (
    error.code === 'DEVICE_CLIENT_BAD_REQUEST' ||
    error.code === 'DEVICE_CLIENT_TOO_LARGE' ||
    error.code === 'DEVICE_CLIENT_CONFLICT'
  );
}

/** True if the platform no longer takes the CIK (exosite 1.4: 401, and 403 as some clients have seen it). */
export function isCredentialRefused(error: DeviceClientError): boolean {
  return error.code === 'DEVICE_CLIENT_UNAUTHORIZED' || error.code === 'DEVICE_CLIENT_FORBIDDEN';
}
