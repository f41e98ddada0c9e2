import { type IncomingMessage, type ServerResponse } from 'node:http';
import { requestFailed } from '../channels.ts';
import { EMULATOR_DEFAULTS } from '../defaults.ts';
import { type Fault } from '../faults/fault.ts';
import { refusalOf, spoilBody } from '../faults/spoil.ts';
import { type Platform } from '../platform.ts';
import { readBody } from './body.ts';
import { dispatch } from './dispatch.ts';
import { refuse, withErrorBody, type Answer, type Request } from './exchange.ts';
import { clientCertificateOf } from './peer.ts';
import { type RequestEntry } from './request-log.ts';
import { type RouteMatch, type Router } from './route.ts';
import { resetConnection } from './reset.ts';
import { deliver, type Delivery } from './sender.ts';
import { createTrafficMeter } from './traffic.ts';
import { findDevice } from './who.ts';

/** Turns one request of node:http into one answer. Never rejects. */
export type Service = (incoming: IncomingMessage, response: ServerResponse) => Promise<void>;

type Outcome = Pick<RequestEntry, 'at' | 'method' | 'path' | 'query' | 'status' | 'device' | 'note' | 'fault'>;

/** Status of a request that gets no answer. */
const NO_ANSWER = 0;

/**
 * Every request takes this way: body, fault, route, answer, log. With `needsCa` client certificates count only if the
 * server's CA signed them.
 */
export function createService(
  platform: Platform,
  router: Router,
  { needsCa = false }: { readonly needsCa?: boolean } = {},
): Service {
  const meter = createTrafficMeter();
  return async (incoming, response) => {
    const startedAt = performance.now();
    const gone = new AbortController();
    response.once('close', () => {
      gone.abort();
    });
    // A client that leaves in the middle of an answer is its own business.
    response.on('error', () => undefined);
    try {
      const target = splitTarget(incoming);
      const match = router.match(target.method, target.path);
      const outcome = await serve({ platform, needsCa, incoming, response, match, signal: gone.signal, target });
      await passedOn(incoming, response);
      const traffic = meter.take(incoming.socket);
      if (match.kind === 'found' && match.route.isOwn === true) return;
      platform.requests.add({ ...outcome, ...traffic, durationMs: performance.now() - startedAt });
    } catch (error) {
      publishFailure(error, incoming);
      resetConnection(incoming.socket);
    }
  };
}

/** Waits for a pipelined answer, whose bytes reach the connection only after the answers before it. */
async function passedOn({ socket }: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!response.writableEnded || response.writableFinished || response.socket !== null || socket.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off('finish', done);
      socket.off('close', done);
      resolve();
    };
    response.once('finish', done);
    socket.once('close', done);
  });
}

interface Serving {
  readonly platform: Platform;
  readonly needsCa: boolean;
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly match: RouteMatch;
  readonly target: Pick<Request, 'method' | 'path' | 'query'>;
  readonly signal: AbortSignal;
}

async function serve(serving: Serving): Promise<Outcome> {
  const { platform, incoming, response, match, target, signal } = serving;
  const at = platform.now();
  const isFound = match.kind === 'found';
  const { maxContentBytes, maxBodyBytes } = EMULATOR_DEFAULTS;
  const body = await readBody(incoming, isFound && match.route.takesContent === true ? maxContentBytes : maxBodyBytes);
  if (body === 'gone') {
    resetConnection(incoming.socket);
    return { at, ...target, status: NO_ANSWER, note: 'the client left before the end of its body' };
  }
  const request: Request = {
    ...target,
    headers: incoming.headers,
    body: body === 'tooLarge' ? NO_BODY : body,
    localAddress: incoming.socket.localAddress ?? '',
    certificate: clientCertificateOf(incoming, serving.needsCa),
    signal,
  };
  const isOwn = isFound && match.route.isOwn === true;
  const fault = isOwn ? undefined : platform.faults.take({ ...target, device: () => findDevice(platform, request) });
  const answer = await createAnswer(serving, request, fault, body === 'tooLarge');
  const delivery = { incoming, response, answer: spoilBody(target.path, answer, fault), fault, signal };
  const status = await send({ ...delivery, nowSeconds: platform.nowSeconds() });
  return {
    ...{ at, ...target, status },
    ...(answer.device === undefined ? {} : { device: answer.device }),
    ...(answer.note === undefined ? {} : { note: answer.note }),
    ...(fault === undefined ? {} : { fault: fault.kind }),
  };
}

const NO_BODY = new Uint8Array();

async function createAnswer(
  { platform, incoming, match }: Serving,
  request: Request,
  fault: Fault | undefined,
  isTooLarge: boolean,
): Promise<Answer> {
  if (fault?.kind === 'resetBefore' || fault?.kind === 'offline') {
    return { status: NO_ANSWER, note: 'not handled, because of an injected fault' };
  }
  if (fault?.kind === 'status') return withErrorBody(request.path, refusalOf(fault));
  if (isTooLarge) return withErrorBody(request.path, refuse(413, 'the body is too large'));
  try {
    // The client sees the answer to the second delivery, as after a repeat in the network.
    if (fault?.kind === 'duplicate') await dispatch(platform, request, match);
    return withErrorBody(request.path, await dispatch(platform, request, match));
  } catch (error) {
    publishFailure(error, incoming);
    return refuse(500, error instanceof Error ? error.message : String(error));
  }
}

/** Resolves to the status that went out. */
async function send(delivery: Delivery): Promise<number> {
  try {
    if (delivery.answer.status !== NO_ANSWER) return await deliver(delivery);
  } catch (error) {
    publishFailure(error, delivery.incoming);
  }
  resetConnection(delivery.incoming.socket);
  return NO_ANSWER;
}

function publishFailure(error: unknown, incoming: IncomingMessage): void {
  if (requestFailed.hasSubscribers) requestFailed.publish({ error, path: splitTarget(incoming).path });
}

/** Splits the request target; the absolute form of proxies is allowed. */
function splitTarget({ url = '/', method = 'GET' }: IncomingMessage): Pick<Request, 'method' | 'path' | 'query'> {
  const local = url.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = local.indexOf('?');
  if (mark === -1) return { method, path: local, query: '' };
  return { method, path: local.slice(0, mark), query: local.slice(mark + 1) };
}
