/** Why a call failed. Match on this, never on the message. */
export type DeviceClientErrorCode =
  | 'DEVICE_CLIENT_NETWORK'
  | 'DEVICE_CLIENT_TIMEOUT'
  | 'DEVICE_CLIENT_TRUNCATED'
  | 'DEVICE_CLIENT_BAD_REQUEST'
  | 'DEVICE_CLIENT_UNAUTHORIZED'
  | 'DEVICE_CLIENT_FORBIDDEN'
  | 'DEVICE_CLIENT_NOT_FOUND'
  | 'DEVICE_CLIENT_CONFLICT'
  | 'DEVICE_CLIENT_TOO_LARGE'
  | 'DEVICE_CLIENT_RATE_LIMITED'
  | 'DEVICE_CLIENT_SERVER'
  | 'DEVICE_CLIENT_PROTOCOL'
  | 'DEVICE_CLIENT_CERTIFICATE'
  | 'DEVICE_CLIENT_PROXY'
  | 'DEVICE_CLIENT_BUDGET'
  | 'DEVICE_CLIENT_CHANGED'
  | 'DEVICE_CLIENT_CLOSED';

/**
 * What is known about the request after a failure.
 * - `notSent`: no byte of it left this machine, so the platform did not act on it.
 * - `refused`: the platform answered and said no.
 * - `unknown`: it went out, and the platform may or may not have acted on it.
 */
export type Outcome = 'notSent' | 'refused' | 'unknown';

const RETRYABLE: ReadonlySet<DeviceClientErrorCode> = new Set([
  'DEVICE_CLIENT_NETWORK',
  'DEVICE_CLIENT_TIMEOUT',
  'DEVICE_CLIENT_TRUNCATED',
  'DEVICE_CLIENT_RATE_LIMITED',
  'DEVICE_CLIENT_SERVER',
  // Nonsense mostly comes from a box in between (captive portal, proxy): later the platform itself may answer.
  'DEVICE_CLIENT_PROTOCOL',
  // A clock that is not set yet, or a box in between, is behind most certificates that do not fit.
  'DEVICE_CLIENT_CERTIFICATE',
  'DEVICE_CLIENT_BUDGET',
  'DEVICE_CLIENT_CHANGED',
]);

/** The fields of a {@link DeviceClientError} beside its message. */
export interface DeviceClientErrorDetails {
  readonly code: DeviceClientErrorCode;
  readonly outcome: Outcome;
  /** The HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** How long the platform asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** The one error of this package. Its message never contains a CIK, a value or an answer's body. */
export class DeviceClientError extends Error {
  override readonly name = 'DeviceClientError';
  readonly code: DeviceClientErrorCode;
  readonly outcome: Outcome;
  /** True if the same call may succeed later without anything being changed. */
  readonly retryable: boolean;
  /** The HTTP status, where there was an answer. */
  declare readonly status?: number;
  /** How long the platform asked to wait (`Retry-After`), in milliseconds. */
  declare readonly retryAfterMs?: number;

  constructor(message: string, details: DeviceClientErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.outcome = details.outcome;
    this.retryable = RETRYABLE.has(details.code);
    if (details.status !== undefined) this.status = details.status;
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
  }
}

/** True for the error of this package; with a code, only for that code. */
export function isDeviceClientError(error: unknown, code?: DeviceClientErrorCode): error is DeviceClientError {
  return error instanceof DeviceClientError && (code === undefined || error.code === code);
}
