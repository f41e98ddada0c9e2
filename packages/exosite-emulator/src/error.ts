/** What went wrong, for programs. README lists what to do about each. */
export type EmulatorErrorCode =
  | 'EMULATOR_PORT_IN_USE'
  | 'EMULATOR_LISTEN_FAILED'
  | 'EMULATOR_NOT_STARTED'
  | 'EMULATOR_STOPPED'
  | 'EMULATOR_NO_DEVICE'
  | 'EMULATOR_FLEET_REFUSED'
  | 'EMULATOR_DATA_LOCKED'
  | 'EMULATOR_DATA_NEWER'
  | 'EMULATOR_DATA_UNUSABLE';

/** The one error class of this package. */
export class EmulatorError extends Error {
  override readonly name = 'EmulatorError';
  readonly code: EmulatorErrorCode;
  /** True if the same call can succeed later without a change. */
  readonly retryable: boolean;

  constructor(code: EmulatorErrorCode, message: string, options: { retryable?: boolean; cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}

/** Tells an error of this package from any other. */
export function isEmulatorError(value: unknown): value is EmulatorError {
  return value instanceof EmulatorError;
}

/** Names a failure of `listen`. */
export function toListenError(cause: unknown, host: string, port: number): EmulatorError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE') {
    return new EmulatorError(
      'EMULATOR_PORT_IN_USE',
      `Listening on ${host} port ${port} failed: another process uses that port. Stop it or choose another port.`,
      { retryable: true, cause },
    );
  }
  const found = cause instanceof Error ? cause.message : String(cause);
  return new EmulatorError(
    'EMULATOR_LISTEN_FAILED',
    `Listening on ${host} port ${port} failed: ${found}. Check that the address belongs to this machine and that you may use the port.`,
    { cause },
  );
}

/** Names a failure to open the data file. */
export function toDataError(cause: unknown, path: string): EmulatorError {
  if (isEmulatorError(cause)) return cause;
  const found = cause instanceof Error ? cause.message : String(cause);
  if (found.includes('database is locked')) {
    return new EmulatorError(
      'EMULATOR_DATA_LOCKED',
      `Opening the data file ${path} failed: another process has it open. Stop that emulator or use another file.`,
      { retryable: true, cause },
    );
  }
  return new EmulatorError(
    'EMULATOR_DATA_UNUSABLE',
    `Opening the data file ${path} failed: ${found}. Check that its folder exists, that you may write there and that the file is an emulator's.`,
    { cause },
  );
}
