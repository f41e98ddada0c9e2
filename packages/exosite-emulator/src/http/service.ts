import { type IncomingMessage, type ServerResponse } from 'node:http';
import { requestFailed } from '../channels.ts';
import { EMULATOR_DEFAULTS } from '../defaults.ts';
import { type Fault } from '../faults/fault.ts';
import { type FaultInjector } from '../faults/injector.ts';
import { refusalOf, spoilBody } from '../faults/spoil.ts';
import { type Platform } from '../platform.ts';
import { readBody } from './body.ts';
import { dispatch } from './dispatch.ts';
import { refuse, withErrorBody, type Answer, type Request } from './exchange.ts';
import { type RequestEntry, type RequestLog } from './request-log.ts';
import { type RouteMatch, type Router } from './route.ts';
import { deliver, type Delivery } from './sender.ts';

/** Turns one request of node:http into one answer. Never rejects. */
export type Service = (incoming: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What the service works with. */
export interface ServiceParts {
  readonly platform: Platform;
  readonly router: Router;
  readonly faults: FaultInjector;
  readonly log: RequestLog;
}

type Head = Pick<Request, 'method' | 'path' | 'query' | 'signal'>;

/** Status of a request that gets no answer. */
const NO_ANSWER = 0;

/** Every request takes this way: body, fault, route, answer, log. */
export function createService(parts: ServiceParts): Service {
  return async (incoming, response) => {
    const gone = new AbortController();
    response.once('close', () => {
      gone.abort();
    });
    // A client that leaves in the middle of an answer is its own business.
    response.on('error', () => undefined);
    try {
      parts.log.add(await serve(parts, incoming, response, gone.signal));
    } catch (error) {
      publishFailure(error, incoming);
      incoming.socket.resetAndDestroy();
    }
  };
}

async function serve(
  { platform, router, faults }: ServiceParts,
  incoming: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<RequestEntry> {
  const at = platform.now();
  const { method, path, query } = splitTarget(incoming);
  const fault = faults.take({ method, path });
  const head = { method, path, query, signal };
  const answer = await createAnswer(platform, incoming, head, router.match(method, path), fault);
  const delivery = { incoming, response, answer: spoilBody(path, answer, fault), fault, signal };
  const status = await send({ ...delivery, nowSeconds: platform.nowSeconds() });
  return {
    ...{ at, method, path, query, status },
    ...(answer.device === undefined ? {} : { device: answer.device }),
    ...(answer.note === undefined ? {} : { note: answer.note }),
    ...(fault === undefined ? {} : { fault: fault.kind }),
  };
}

async function createAnswer(
  platform: Platform,
  incoming: IncomingMessage,
  head: Head,
  match: RouteMatch,
  fault: Fault | undefined,
): Promise<Answer> {
  if (fault?.kind === 'resetBefore') return { status: NO_ANSWER, note: 'reset before it was handled' };
  const takesContent = match.kind === 'found' && match.route.takesContent === true;
  const { maxContentBytes, maxBodyBytes } = EMULATOR_DEFAULTS;
  const body = await readBody(incoming, takesContent ? maxContentBytes : maxBodyBytes);
  if (body === 'gone') return { status: NO_ANSWER, note: 'the client left before the end of its body' };
  if (fault?.kind === 'status') return withErrorBody(head.path, refusalOf(fault));
  if (body === 'tooLarge') return withErrorBody(head.path, refuse(413, 'the body is too large'));
  const request: Request = { ...head, headers: incoming.headers, body };
  try {
    return withErrorBody(head.path, await dispatch(platform, request, match));
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
  delivery.incoming.socket.resetAndDestroy();
  return NO_ANSWER;
}

function publishFailure(error: unknown, incoming: IncomingMessage): void {
  if (requestFailed.hasSubscribers) requestFailed.publish({ error, path: splitTarget(incoming).path });
}

/** Splits the request target; the absolute form of proxies is allowed. */
function splitTarget({ url = '/', method = 'GET' }: IncomingMessage): Pick<Head, 'method' | 'path' | 'query'> {
  const local = url.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = local.indexOf('?');
  if (mark === -1) return { method, path: local, query: '' };
  return { method, path: local.slice(0, mark), query: local.slice(mark + 1) };
}
