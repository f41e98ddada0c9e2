/** Every way in which this package fails; callers match on it. The README says when each occurs and what to do. */
export type OtauErrorCode =
  | 'OTAU_NAME_INVALID'
  | 'OTAU_BUILDFILE_INVALID'
  | 'OTAU_BUILD_FAILED'
  | 'OTAU_GZIP_INVALID'
  | 'OTAU_ARCHIVE_INVALID'
  | 'OTAU_ENTRY_NAME'
  | 'OTAU_ENTRY_ESCAPES'
  | 'OTAU_ENTRY_TYPE'
  | 'OTAU_ENTRY_DUPLICATE'
  | 'OTAU_LINK_INVALID'
  | 'OTAU_LIMIT_EXCEEDED'
  | 'OTAU_PACKAGE_INVALID'
  | 'OTAU_DISK_FULL'
  | 'OTAU_DOWNLOAD_FAILED'
  | 'OTAU_CONF_REFUSED'
  | 'OTAU_APPLY_FAILED'
  | 'OTAU_SCRIPT_NOT_STARTED'
  | 'OTAU_SCRIPT_FAILED'
  | 'OTAU_SCRIPT_TIMEOUT'
  | 'OTAU_BUSY'
  | 'OTAU_DIGEST_MISMATCH'
  | 'OTAU_QUARANTINED'
  | 'OTAU_NOT_YET'
  | 'OTAU_ROLLED_BACK'
  | 'OTAU_INTERRUPTED'
  | 'OTAU_CANCELLED'
  | 'OTAU_NOT_INSTALLED'
  | 'OTAU_NO_PREVIOUS'
  | 'OTAU_TIMEOUT'
  | 'OTAU_MANIFEST_INVALID'
  | 'OTAU_KEY_INVALID'
  | 'OTAU_KEY_SET_INVALID'
  | 'OTAU_SIGNATURE_INVALID'
  | 'OTAU_SIGNATURE_MISSING'
  | 'OTAU_DOWNGRADE'
  | 'OTAU_STATE_CORRUPT'
  | 'OTAU_IO_FAILED';

/** One thing that a check found in a package or a buildfile. */
export interface Finding {
  /** An `error` makes the device refuse the package; a `warning` bites later. */
  readonly severity: 'error' | 'warning';
  /** An {@link OtauErrorCode} for errors, a kebab-case name for warnings. */
  readonly code: string;
  /** The archive entry or the buildfile key that it is about. */
  readonly entry?: string;
  /** What is wrong and what to do about it. */
  readonly message: string;
}

/** What an {@link OtauError} carries besides its code and message. */
export interface OtauErrorDetails {
  readonly cause?: unknown;
  /** Whether the same call may succeed later without anything being changed. Default: false. */
  readonly retryable?: boolean;
  readonly entry?: string | undefined;
  readonly rule?: string | undefined;
  readonly findings?: readonly Finding[] | undefined;
  readonly exitCode?: number | undefined;
  readonly output?: string | undefined;
}

/** The one error class of this package. */
export class OtauError extends Error {
  override readonly name = 'OtauError';
  readonly code: OtauErrorCode;
  readonly retryable: boolean;
  /** The archive entry that broke a rule, printable as it stands. */
  readonly entry: string | undefined;
  /** The rule of the archive guard that was broken (see `ARCHIVE_RULES`). */
  readonly rule: string | undefined;
  /** All findings, where a check reports more than one. */
  readonly findings: readonly Finding[];
  /** Exit code of the script, where one ran to its end. */
  readonly exitCode: number | undefined;
  /** What the script printed, bounded, where one ran. */
  readonly output: string | undefined;

  constructor(code: OtauErrorCode, message: string, details: OtauErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? false;
    this.entry = details.entry;
    this.rule = details.rule;
    this.findings = details.findings ?? [];
    this.exitCode = details.exitCode;
    this.output = details.output;
  }
}

/** Whether `error` is an {@link OtauError}, also one of another copy of this package. */
export function isOtauError(error: unknown): error is OtauError {
  return error instanceof Error && error.name === 'OtauError' && 'code' in error && 'retryable' in error;
}

/** The system's error code (`ENOENT`, …) of an error, if it has one. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/**
 * The one place where an unknown failure becomes an error of this package. `doing` completes "While …".
 * What is ours already, and the reason of an abort, pass through unchanged.
 */
export function toOtauError(error: unknown, doing: string, signal?: AbortSignal): unknown {
  if (isOtauError(error)) return error;
  if (signal?.aborted === true && (error === signal.reason || isAbortError(error))) return signal.reason;
  const errno = errnoOf(error);
  const found = error instanceof Error ? error.message : String(error);
  if (errno === 'ENOSPC' || errno === 'EDQUOT') {
    return new OtauError('OTAU_DISK_FULL', `While ${doing}: the disk is full (${found}). Free some space and repeat.`, {
      cause: error,
      retryable: true,
    });
  }
  return new OtauError('OTAU_IO_FAILED', `While ${doing}: ${found}.`, { cause: error });
}

function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
