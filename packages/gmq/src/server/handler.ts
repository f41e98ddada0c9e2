import type { IncomingHttpHeaders } from 'node:http';
import type { ClientIdentity } from '../identity.ts';
import type { MessageQueue } from '../types.ts';
import { DONE, refuse, refuseSilently, type Answer } from './answer.ts';
import { parseClient } from './client-header.ts';
import { control, CONTROL_HEADER, type ControlledQueue } from './control.ts';
import { parseActivateBody, parseRecordBody, parseWriteBody } from './form-body.ts';
import { formatMetrics } from './metrics.ts';
import { answerRead } from './read.ts';
import type { Route } from './route.ts';

/** What the server needs of a queue. */
export type ServedQueue = ControlledQueue & Pick<MessageQueue, 'activate' | 'enqueue' | 'read' | 'stats' | 'write'>;

/** A request that has been read to its end. */
export interface ReadRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Answers one request. Rejects with what the queue rejects with. */
export async function handle(
  queue: ServedQueue,
  route: Route,
  request: ReadRequest,
  onReread: () => Promise<void> | void,
): Promise<Answer> {
  switch (route.kind) {
    case 'activate':
      return await activate(queue, request.body);
    case 'write':
      return await withClient(request, async (client) => {
        const body = parseWriteBody(request.body);
        if (body.kind === 'fault') return refuse(400, body.reason);
        await queue.write({ client, values: body.value });
        return DONE;
      });
    case 'record':
      return await withClient(request, async (client) => {
        const body = parseRecordBody(request.body, route.alias);
        if (body.kind === 'fault') return refuse(400, body.reason);
        await queue.enqueue(body.value.map((point) => ({ client, ...point })));
        return DONE;
      });
    case 'reread':
      await onReread();
      return DONE;
    case 'status':
      return {
        status: 200,
        body: `${JSON.stringify(queue.stats())}\n`,
        headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
      };
    case 'metrics':
      return {
        status: 200,
        body: formatMetrics(queue.stats()),
        headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' },
      };
    case 'read':
      return await answerRead(queue, request.headers, route.aliases);
    case 'control':
      if (request.headers[CONTROL_HEADER] === undefined) return refuse(403, `The header ${CONTROL_HEADER} is missing.`);
      return await control(queue, route.command, request.body);
    case 'wrongMethod':
      return refuseSilently(405, { Allow: route.allow });
    case 'unknown':
      return refuseSilently(404);
  }
}

/** Known or obtained: 200 with the CIK. None to be had: 204 (gwe K132). */
async function activate(queue: ServedQueue, bytes: Buffer): Promise<Answer> {
  const body = parseActivateBody(bytes);
  if (body.kind === 'fault') return refuse(400, body.reason);
  const activation = await queue.activate(body.value);
  if (activation.kind === 'failed') return DONE;
  return { status: 200, body: activation.cik, headers: { 'Content-Type': 'text/plain; charset=utf-8' } };
}

async function withClient(request: ReadRequest, act: (client: ClientIdentity) => Promise<Answer>): Promise<Answer> {
  const found = parseClient(request.headers);
  return found.kind === 'client' ? await act(found.client) : refuse(400, found.reason);
}
