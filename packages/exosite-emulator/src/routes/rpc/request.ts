import { EMULATOR_DEFAULTS } from '../../defaults.ts';
import { isRecord } from './json.ts';

/** Who the calls are for. */
export interface RpcAuth {
  readonly cik: string | undefined;
  /** `client_id` or `resource_id`: the device of a call that its owner makes. */
  readonly rid: string | undefined;
}

/** One procedure call of a batch. */
interface RpcCall {
  /** Echoed in the answer; a call without one gets none (exosite 5). */
  readonly id: string | number | undefined;
  readonly procedure: string;
  readonly args: readonly unknown[];
}

/** A batch, or why it cannot be run: code and message of the error object. */
export type ParsedRpc =
  | { readonly auth: RpcAuth; readonly calls: readonly RpcCall[] }
  | { readonly code: 400 | 401; readonly message: string };

const MAX_ID_LENGTH = 40;

/** Parses the JSON body of `/onep:v1/rpc/process` (exosite 5). */
export function parseRpc(body: Uint8Array): ParsedRpc {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return { code: 400, message: 'Invalid JSON' };
  }
  if (!isRecord(json) || !Array.isArray(json['calls'])) return { code: 400, message: 'Invalid request' };
  if (json['calls'].length > EMULATOR_DEFAULTS.maxRpcCalls) return { code: 400, message: 'Too many calls' };
  if (!isRecord(json['auth'])) return { code: 401, message: 'Unauthorized' };
  const calls: RpcCall[] = [];
  for (const entry of json['calls']) {
    const call = parseCall(entry);
    if (call === undefined) return { code: 400, message: 'Invalid call' };
    calls.push(call);
  }
  return { auth: parseAuth(json['auth']), calls };
}

function parseAuth({ cik, client_id: client, resource_id: resource }: Readonly<Record<string, unknown>>): RpcAuth {
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return { cik: text(cik), rid: text(client) ?? text(resource) };
}

function parseCall(entry: unknown): RpcCall | undefined {
  if (!isRecord(entry)) return undefined;
  const { id, procedure, arguments: args } = entry;
  if (typeof procedure !== 'string' || !Array.isArray(args)) return undefined;
  if (id === undefined || typeof id === 'number') return { id, procedure, args };
  return typeof id === 'string' && id.length <= MAX_ID_LENGTH ? { id, procedure, args } : undefined;
}
