import { DeviceClientError } from '../errors.ts';
import type { Route } from '../connection/route.ts';
import type { ResolvedOptions } from '../options.ts';
import { requireMs } from '../requirements.ts';
import { createAnswerCollector } from './answer-collector.ts';
import { createAnswerStream, type ContentBody } from './answer-stream.ts';
import type { BodyReceiver } from './exchange.ts';
import { Closing, createClosedError, createNonsense, createTruncation } from './failure.ts';
import { createLazyPool } from './pool.ts';
import { isPacked, unpack } from './packed-answer.ts';
import { createRefusal } from './refusal.ts';
import type { Answer, AnswerHead, CallOptions, DeviceRequest } from './request.ts';
import { runCall, type AnswerTaker, type CallControl, type CallEnvironment } from './running-call.ts';

/** An accepted answer whose body is still to come. */
export interface OpenAnswer extends AnswerHead {
  readonly body: ContentBody;
}

/** Sends requests. The operations of the client stand above it and know nothing of connections. */
export interface Transport {
  /** Reads the whole answer. Rejects unless its status is one that the request accepts. */
  call(request: DeviceRequest, call?: CallOptions): Promise<Answer>;
  /** Resolves at the head of an accepted answer; its body is a stream. */
  open(request: DeviceRequest, call?: CallOptions): Promise<OpenAnswer>;
  /** Ends all calls and connections. Idempotent. */
  close(): Promise<void>;
  /** The error for an answer whose status says no. */
  refusal(request: DeviceRequest, head: AnswerHead): DeviceClientError;
  /** The error for an answer that makes no sense for its request; `found` completes "was answered with …". */
  nonsense(request: DeviceRequest, found: string, head: AnswerHead): DeviceClientError;
  /** The error for a body of another length than its head announced; `found` completes "brought …". */
  truncation(request: DeviceRequest, found: string): DeviceClientError;
}

export function createTransport(options: ResolvedOptions): Transport {
  const { origin } = options;
  const environment: CallEnvironment = {
    options,
    pool: createLazyPool(options),
    running: new Set(),
    headers: formatCommonHeaders(options),
    place: formatPlace(options),
    pathPrefix: formatPathPrefix(options),
  };
  let closed: Promise<void> | undefined;

  async function run<T>(
    request: DeviceRequest,
    call: CallOptions,
    createTaker: (resolve: (value: T) => void, reject: (error: unknown) => void) => AnswerTaker,
  ): Promise<T> {
    if (call.timeoutMs !== undefined) requireMs('timeoutMs', call.timeoutMs);
    if (request.byCertificate === true && !options.hasCertificate) {
      throw new TypeError('BY_CERTIFICATE needs a client that was created with a clientCertificate.');
    }
    call.signal?.throwIfAborted();
    if (closed !== undefined) throw createClosedError({ operation: request.operation, origin }, 'notSent');
    requireBudget(request, options);
    return new Promise((resolve, reject) => {
      runCall(environment, request, call, createTaker(resolve, reject));
    });
  }

  function refusal({ operation }: DeviceRequest, head: AnswerHead): DeviceClientError {
    return createRefusal({ operation, origin }, head, options.now());
  }

  function nonsense({ operation }: DeviceRequest, found: string, head: AnswerHead): DeviceClientError {
    return createNonsense({ operation, origin }, found, head);
  }

  function collect(
    request: DeviceRequest,
    head: AnswerHead,
    control: CallControl,
    onAnswer: (answer: Answer) => void,
    onFailure: (error: unknown) => void,
  ): BodyReceiver {
    const tooLong = nonsense.bind(undefined, request, `a body of more than ${options.maxAnswerBytes} bytes`, head);
    return createAnswerCollector({
      head,
      maxBytes: options.maxAnswerBytes,
      onOverflow() {
        control.end(tooLong());
      },
      onAnswer(answer) {
        if (!request.accepts.includes(answer.status)) onFailure(refusal(request, head));
        else if (!isPacked(answer)) onAnswer(answer);
        else
          unpack(answer, options.maxAnswerBytes).then(onAnswer, () => {
            onFailure(nonsense(request, 'a packed body that cannot be read', head));
          });
      },
      onFailure,
    });
  }

  return {
    refusal,
    nonsense,
    truncation: ({ operation }, found) => createTruncation({ operation, origin }, found),
    call: (request, call = {}) =>
      run<Answer>(request, call, (resolve, reject) => ({
        head: (head, control) => collect(request, head, control, resolve, reject),
        fail: reject,
      })),
    open: (request, call = {}) =>
      run<OpenAnswer>(request, call, (resolve, reject) => ({
        head(head, control) {
          if (!request.accepts.includes(head.status)) return collect(request, head, control, reject, reject);
          control.stopDeadline();
          const { body, receiver } = createAnswerStream(control);
          resolve({ ...head, body });
          return receiver;
        },
        fail: reject,
      })),
    close: () => (closed ??= close(environment)),
  };
}

function requireBudget({ operation, source }: DeviceRequest, { origin, usage }: ResolvedOptions): void {
  const refusal = usage?.admit({ operation, source });
  if (refusal === undefined) return;
  const { reason, retryAfterMs } = refusal;
  throw new DeviceClientError(`${operation} at ${origin} was not sent: ${reason}.`, {
    code: 'DEVICE_CLIENT_BUDGET',
    outcome: 'notSent',
    retryAfterMs,
  });
}

/** The headers that every request of a client has. */
function formatCommonHeaders({ userAgent, host, acceptGzip, route }: ResolvedOptions): Record<string, string> {
  const authorization = isForwarded(route) ? route.proxy?.authorization : undefined;
  return {
    'User-Agent': userAgent,
    ...(host === undefined ? {} : { Host: host }),
    ...(acceptGzip ? { 'Accept-Encoding': 'gzip' } : {}),
    ...(authorization === undefined ? {} : { 'Proxy-Authorization': authorization }),
  };
}

/** What a message says of the way: a connection that fails may have failed at the proxy. */
function formatPlace({ origin, route: { proxy } }: ResolvedOptions): string {
  return proxy === undefined ? origin : `${origin} through the proxy ${proxy.endpoint.host}:${proxy.endpoint.port}`;
}

/** A proxy that forwards a request is told the whole URL (RFC 9112, 3.2.2). */
function formatPathPrefix({ origin, pathPrefix, route }: ResolvedOptions): string {
  return isForwarded(route) ? origin + pathPrefix : pathPrefix;
}

function isForwarded({ proxy, security }: Route): boolean {
  return proxy !== undefined && security === undefined;
}

async function close({ running, pool }: CallEnvironment): Promise<void> {
  for (const end of running) end(new Closing());
  await pool.destroy(new Error('The client was closed.'));
}
