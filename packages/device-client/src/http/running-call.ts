import { Readable } from 'node:stream';
import type { ResolvedOptions } from '../options.ts';
import { watchLimits } from './call-limits.ts';
import { startExchange, type BodyReceiver, type Exchange, type Flow, type Phase } from './exchange.ts';
import { toRejection } from './failure.ts';
import type { LazyPool } from './pool.ts';
import { formatHeaders, type AnswerHead, type CallOptions, type DeviceRequest, type Upload } from './request.ts';
import { startTrace } from './trace.ts';

/** What all calls of one client share. */
export interface CallEnvironment {
  readonly options: ResolvedOptions;
  readonly pool: LazyPool;
  /** The headers of every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where requests go, for messages: the origin, and the proxy on the way. */
  readonly place: string;
  /** What stands before every path. */
  readonly pathPrefix: string;
  /** Ends each running call; closing the client calls them all. */
  readonly running: Set<(ending: unknown) => void>;
}

/** What an answer's taker can do to its call. */
export interface CallControl {
  readonly flow: Flow;
  end(ending: unknown): void;
  /** From here on the time limit counts between two pieces of the body. */
  stopDeadline(): void;
}

/** Takes the answer of one call. `fail` gets what the call is to reject with. */
export interface AnswerTaker {
  head(head: AnswerHead, control: CallControl): BodyReceiver;
  fail(error: unknown, phase: Phase): void;
}

/** Runs one call: limits, connection, exchange, diagnostics. The taker hears exactly one `end` or `fail`. */
export function runCall(
  environment: CallEnvironment,
  request: DeviceRequest,
  call: CallOptions,
  taker: AnswerTaker,
): void {
  const { options, pool, running, pathPrefix } = environment;
  const timeoutMs = call.timeoutMs ?? options.timeoutMs;
  const trace = startTrace(request, options.origin, options.usage);
  let exchange: Exchange | undefined;
  let settled = false;

  const settle = (): void => {
    settled = true;
    limits.release();
    running.delete(end);
  };
  const fail = (error: unknown, phase: Phase, receiver: Pick<BodyReceiver, 'fail'>): void => {
    settle();
    const rejection = toRejection(error, phase, { operation: request.operation, origin: environment.place });
    trace.end({ error: rejection });
    receiver.fail(rejection, phase);
  };
  const end = (ending: unknown): void => {
    if (exchange !== undefined) exchange.abort(ending);
    else if (!settled) fail(ending, 'queued', taker);
  };
  const follow = (body: BodyReceiver): BodyReceiver => ({
    data(chunk) {
      trace.data(chunk.length);
      body.data(chunk);
    },
    end() {
      settle();
      trace.end();
      body.end();
    },
    fail(error, phase) {
      fail(error, phase, body);
    },
  });

  const limits = watchLimits(call, timeoutMs, end);
  running.add(end);
  pool.get().then(
    (opened) => {
      if (settled) return;
      exchange = startExchange(
        opened,
        {
          method: request.method,
          path: pathPrefix + request.path,
          headers: formatHeaders(request, environment.headers),
          body: request.form ?? toBody(request.upload),
          bodyTimeout: timeoutMs,
          onConnection: trace.connection,
        },
        {
          head(head, flow) {
            trace.head(head);
            return follow(
              taker.head(head, {
                flow,
                end,
                stopDeadline: () => {
                  limits.stopDeadline();
                },
              }),
            );
          },
          fail(error, phase) {
            fail(error, phase, taker);
          },
        },
      );
    },
    (error: unknown) => {
      end(error);
    },
  );
}

/** undici takes bytes and streams. */
function toBody(upload: Upload | undefined): Uint8Array | Readable | null {
  if (upload === undefined) return null;
  return upload.body instanceof Uint8Array ? upload.body : Readable.from(upload.body);
}
