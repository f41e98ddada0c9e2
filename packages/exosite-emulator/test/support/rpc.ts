import { call } from './call.ts';

/** Runs RPC calls `[procedure, arguments]` with ids 0, 1, …; gives the parsed answer. */
export async function rpc(
  url: string,
  cik: string,
  calls: readonly (readonly [string, unknown[]])[],
): Promise<unknown> {
  const body = JSON.stringify({
    auth: { cik },
    calls: calls.map(([procedure, args], id) => ({ id, procedure, arguments: args })),
  });
  return rpcRaw(url, body);
}

export async function rpcRaw(url: string, body: string): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };
  const reply = await call(`${url}/onep:v1/rpc/process`, { body, headers });
  if (reply.status !== 200) throw new Error(`rpc answered ${reply.status}`);
  return JSON.parse(reply.body);
}
