import { MEDIA, type Answer, type Call } from '../../http/exchange.ts';
import { type Route } from '../../http/route.ts';
import { findCaller } from './caller.ts';
import { PROCEDURES, type RpcContext, type RpcResult } from './procedures.ts';
import { parseRpc } from './request.ts';

/** `POST /onep:v1/rpc/process`: status 200 even for errors (exosite 5). */
export const rpcRoutes: readonly Route[] = [
  { method: 'POST', path: '/onep:v1/rpc/process', auth: 'none', handle: processCalls },
];

async function processCalls(call: Call): Promise<Answer> {
  const { platform, request } = call;
  const parsed = parseRpc(request.body);
  if ('code' in parsed) return failure(parsed.code, parsed.message);
  const device = findCaller(call, parsed.auth);
  if (device === undefined) return failure(401, 'Unauthorized');
  const answers: (RpcResult & { readonly id: string | number })[] = [];
  // One after the other: a later call sees what an earlier one wrote.
  for (const { id, procedure, args } of parsed.calls) {
    const result = await run(procedure, { platform, device, args, signal: request.signal });
    if (id !== undefined) answers.push({ id, ...result });
  }
  const { vendor, model, serial } = device;
  return { status: 200, headers: MEDIA.json, body: JSON.stringify(answers), device: { vendor, model, serial } };
}

async function run(name: string, context: RpcContext): Promise<RpcResult> {
  const procedure = PROCEDURES.get(name);
  if (procedure !== undefined) return await procedure(context);
  const error = { code: 501, message: 'Not implemented', context: 'procedure' };
  return { status: 'fail', error };
}

function failure(code: number, message: string): Answer {
  const body = JSON.stringify({ error: { code, message, context: code === 401 ? 'auth' : 'request' } });
  return { status: 200, headers: MEDIA.json, body, note: message };
}
