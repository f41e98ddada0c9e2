/** Why a call failed. Match on this, never on the message. */
export type GmqErrorCode =
  | 'GMQ_FULL'
  | 'GMQ_TOO_LARGE'
  | 'GMQ_TOO_MANY_CLIENTS'
  | 'GMQ_REJECTED'
  | 'GMQ_NOT_RUNNING'
  | 'GMQ_STORE_FAILED'
  | 'GMQ_STORE_LOCKED'
  | 'GMQ_STORE_DAMAGED'
  | 'GMQ_STORE_TOO_NEW'
  | 'GMQ_PORT_IN_USE'
  | 'GMQ_LISTEN_FAILED'
  | 'GMQ_NOT_REACHABLE'
  | 'GMQ_BAD_CONFIG';

const RETRYABLE: ReadonlySet<GmqErrorCode> = new Set([
  'GMQ_FULL',
  'GMQ_STORE_FAILED',
  'GMQ_STORE_LOCKED',
  'GMQ_NOT_REACHABLE',
]);

/** The fields of a {@link GmqError} beside its message. */
export interface GmqErrorDetails {
  readonly code: GmqErrorCode;
  /** When a new attempt makes sense, in milliseconds from now. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** The one error of this package. Its message never contains a CIK or a value. */
export class GmqError extends Error {
  override readonly name = 'GmqError';
  readonly code: GmqErrorCode;
  /** True if the same call may succeed later without anything being changed. */
  readonly retryable: boolean;
  /** When a new attempt makes sense, in milliseconds from now. */
  readonly retryAfterMs?: number;

  constructor(message: string, details: GmqErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.retryable = RETRYABLE.has(details.code);
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
  }
}

/** True for the error of this package; with a code, only for that code. */
export function isGmqError(error: unknown, code?: GmqErrorCode): error is GmqError {
  return error instanceof GmqError && (code === undefined || error.code === code);
}

/** SQLite's primary result codes that mean more to an operator than "it failed". */
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOT_A_DATABASE = 26;

/** The one place where a failure of the store, whatever threw it, becomes this package's error. */
export function toStoreError(cause: unknown, doing: string): GmqError {
  if (isGmqError(cause)) return cause;
  const found = cause instanceof Error ? cause.message : String(cause);
  switch (sqliteCode(cause)) {
    case SQLITE_BUSY:
      return new GmqError(`${doing}: another process holds the queue's file. Stop it, or use another data folder.`, {
        code: 'GMQ_STORE_LOCKED',
        cause,
      });
    case SQLITE_CORRUPT:
    case SQLITE_NOT_A_DATABASE:
      return new GmqError(`${doing}: the file is damaged (${found}). Check the disk; a restart salvages what it can.`, {
        code: 'GMQ_STORE_DAMAGED',
        cause,
      });
    default:
      return new GmqError(`${doing}: ${found}. Check free space and permissions of the data folder.`, {
        code: 'GMQ_STORE_FAILED',
        cause,
      });
  }
}

function sqliteCode(cause: unknown): number | undefined {
  if (!(cause instanceof Error) || !('errcode' in cause) || typeof cause.errcode !== 'number') return undefined;
  return cause.errcode & 0xff;
}
