import type { WireMeter } from '../connection/wire-meter.ts';
import { REQUEST_END, REQUEST_START, type RequestEnded, type RequestStarted } from '../diagnostics.ts';
import { isDeviceClientError } from '../errors.ts';
import type { AnswerHead, DeviceRequest } from './request.ts';
import type { UsageRecorder } from './usage-recorder.ts';

/** Follows one request for the diagnostics channels and the accounts; costs nothing while nobody listens. */
export interface Trace {
  /** Told which connection the request was given to; missing if nobody wants to know. */
  readonly connection?: (meter: WireMeter) => void;
  head(head: AnswerHead): void;
  data(bytes: number): void;
  end(failure?: { readonly error: unknown }): void;
}

const SILENT: Trace = { head: () => undefined, data: () => undefined, end: () => undefined };

export function startTrace(request: DeviceRequest, origin: string, usage?: UsageRecorder): Trace {
  if (!REQUEST_START.hasSubscribers && !REQUEST_END.hasSubscribers && usage === undefined) return SILENT;
  const { operation, source, method } = request;
  // A form is ASCII: one byte a character.
  const requestBodyBytes = request.form?.length ?? request.upload?.sizeBytes ?? 0;
  const started: RequestStarted = { operation, source, method, origin, requestBodyBytes };
  const startedAt = performance.now();
  let answer: AnswerHead | undefined;
  let answerBodyBytes = 0;
  let meter: WireMeter | undefined;
  REQUEST_START.publish(started);
  return {
    connection(given) {
      meter = given;
    },
    head(head) {
      answer = head;
    },
    data(bytes) {
      answerBodyBytes += bytes;
    },
    end(failure) {
      const durationMs = performance.now() - startedAt;
      const { sentBytes, receivedBytes } = meter?.take() ?? { sentBytes: 0, receivedBytes: 0 };
      const localAddress = meter?.localAddress();
      const ended: RequestEnded = {
        ...started,
        durationMs,
        answerBodyBytes,
        wireSentBytes: sentBytes,
        wireReceivedBytes: receivedBytes,
        ...(localAddress === undefined ? {} : { localAddress }),
        ...describeAnswer(answer),
        ...describeFailure(failure),
      };
      REQUEST_END.publish(ended);
      usage?.record({
        operation,
        source,
        origin,
        durationMs,
        sentBytes,
        receivedBytes,
        ...(localAddress === undefined ? {} : { localAddress }),
      });
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
