/** What can go wrong in the engine itself. The parts that it composes throw errors of their own. */
export type GatewayEngineErrorCode =
  /** Neither `uuid` nor a usable `iface` is set, so there is no serial number (gwe A, exit code 255). */
  | 'GATEWAY_NO_SERIAL'
  /** `vendor` or `model` is empty: the gateway does not know which product it belongs to. */
  | 'GATEWAY_NO_PRODUCT'
  /** Gateway.cfg or Engine.config holds something that cannot be used; `findings` has every line. */
  | 'GATEWAY_CONFIG_INVALID'
  /** The platform did not give this gateway a CIK. */
  | 'GATEWAY_NOT_ACTIVATED'
  /** Another engine works with the same state folder. */
  | 'GATEWAY_ALREADY_RUNNING'
  /** `engine_fetch` or `update_interval` holds something that is not a command. */
  | 'GATEWAY_COMMAND_INVALID'
  /** There is no Python engine where `gwe migrate` was told to look. */
  | 'GATEWAY_NOTHING_TO_MIGRATE'
  /** A state file under `var/lib/gateway-engine` cannot be read or written. */
  | 'GATEWAY_STATE_UNUSABLE';

export interface GatewayEngineErrorOptions {
  readonly cause?: unknown;
  /** Whether the same call may succeed later without anyone changing anything. Default false. */
  readonly retryable?: boolean;
  /** One line per mistake, where several are reported together. */
  readonly findings?: readonly string[];
}

/** The one error class of this package: match on `code`, print `message`. */
export class GatewayEngineError extends Error {
  readonly code: GatewayEngineErrorCode;
  readonly retryable: boolean;
  readonly findings: readonly string[];

  constructor(code: GatewayEngineErrorCode, message: string, options: GatewayEngineErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'GatewayEngineError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.findings = options.findings ?? [];
  }
}

export function isGatewayEngineError(error: unknown): error is GatewayEngineError {
  return error instanceof GatewayEngineError;
}

/** One line that an operator can read, for any error: `CODE: message`, or the message alone where there is no code. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' && !error.message.includes(error.code)
    ? `${error.code}: ${error.message}`
    : error.message;
}
