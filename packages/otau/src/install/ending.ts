import { isOtauError, OtauError } from '../errors.ts';
import { type EndReport, type Failure, type Operation } from '../journal/operation.ts';
import { type RecoveryReport } from './api.ts';
import { type InstallReport } from './report.ts';

/** An error as the journal keeps it. */
export function toFailure(error: unknown): Failure {
  if (!isOtauError(error)) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: 'OTAU_INTERRUPTED', message: `It was stopped: ${message}`, retryable: true };
  }
  const { code, message, retryable, exitCode, output } = error;
  return {
    code,
    message,
    retryable,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(output === undefined ? {} : { output }),
  };
}

/** The error that a failure of the journal stands for. */
export function toError({ code, message, ...details }: Failure): OtauError {
  return new OtauError(code, message, details);
}

/** The report of an operation that did not do what was asked for. */
export function endWith(operation: Operation, outcome: EndReport['outcome'], failure: Failure): EndReport {
  return { ...headOf(operation), outcome, failure };
}

/** The report of an operation that did. */
export function endDone(operation: Operation, rest: Pick<EndReport, 'report' | 'script'>): EndReport {
  return { ...headOf(operation), outcome: 'done', ...rest };
}

/** What the caller of `recover` gets. */
export function toRecoveryReport(end: EndReport): RecoveryReport {
  const { id, action, fileName, name, version, outcome, report, failure } = end;
  return {
    ...{ id, action, fileName, name, version, outcome },
    ...(report === undefined ? {} : { report }),
    ...(failure === undefined ? {} : { error: toError(failure) }),
  };
}

/** What the caller of `install` gets for a request that has ended before (otau 3.3). */
export function toInstallReport({ report, failure, fileName }: EndReport): InstallReport {
  if (report !== undefined) return report;
  throw failure === undefined
    ? new OtauError('OTAU_STATE_CORRUPT', `The report of ${fileName} is damaged. Install it again, with another id.`)
    : toError(failure);
}

function headOf({ id, action, fileName, name, version }: Operation): Omit<EndReport, 'outcome'> {
  return { id, action, fileName, name, version };
}
