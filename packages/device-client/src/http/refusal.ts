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

/** The statuses that platforms and boxes in between answer with. Those of `node:http` would cost 16 MB of memory. */
const PHRASES: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  409: 'Conflict',
  411: 'Length Required',
  412: 'Precondition Failed',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  511: 'Network Authentication Required',
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
  const phrase = PHRASES[status] ?? 'unknown status';
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
