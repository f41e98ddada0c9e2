import { REQUEST_END, REQUEST_START, type RequestEnded, type RequestStarted } from '../diagnostics.ts';
import { isDeviceClientError } from '../errors.ts';
import type { AnswerHead, DeviceRequest } from './request.ts';

/** Follows one request for the diagnostics channels; costs nothing while nobody listens. */
export interface Trace {
  head(head: AnswerHead): void;
  data(bytes: number): void;
  end(failure?: { readonly error: unknown }): void;
}

const SILENT: Trace = { head: () => undefined, data: () => undefined, end: () => undefined };

export function startTrace(request: DeviceRequest, origin: string): Trace {
  if (!REQUEST_START.hasSubscribers && !REQUEST_END.hasSubscribers) return SILENT;
  const started: RequestStarted = {
    operation: request.operation,
    source: request.source,
    method: request.method,
    origin,
    // A form is ASCII: one byte a character.
    requestBodyBytes: request.form?.length ?? 0,
  };
  const startedAt = performance.now();
  let answer: AnswerHead | undefined;
  let answerBodyBytes = 0;
  REQUEST_START.publish(started);
  return {
    head(head) {
      answer = head;
    },
    data(bytes) {
      answerBodyBytes += bytes;
    },
    end(failure) {
      const ended: RequestEnded = {
        ...started,
        durationMs: performance.now() - startedAt,
        answerBodyBytes,
        ...describeAnswer(answer),
        ...describeFailure(failure),
      };
      REQUEST_END.publish(ended);
    },
  };
}

function describeAnswer(head: AnswerHead | undefined): Pick<RequestEnded, 'status' | 'platformTimeMs'> {
  if (head === undefined) return {};
  const platformTimeMs = Date.parse(head.headers.get('date') ?? '');
  return Number.isNaN(platformTimeMs) ? { status: head.status } : { status: head.status, platformTimeMs };
}

function describeFailure(failure: { readonly error: unknown } | undefined): Pick<RequestEnded, 'code' | 'outcome'> {
  if (failure === undefined) return {};
  const { error } = failure;
  return isDeviceClientError(error) ? { code: error.code, outcome: error.outcome } : { code: 'ABORTED' };
}
