import { DeviceClientError, type DeviceClientErrorCode } from '../errors.ts';
import type { CallOptions, DeviceRequest } from '../http/request.ts';
import type { Transport } from '../http/transport.ts';

/** As whom procedures are called: a client, or one that it owns (exosite 5). */
export interface ProcedureAuthorization {
  readonly cik: string;
  /** The RID of a client that the CIK's own client owns. */
  readonly clientId?: string;
}

/** One procedure call. */
export interface ProcedureCall {
  readonly procedure: string;
  readonly arguments: readonly unknown[];
}

/**
 * Calls procedures of the JSON RPC, in order, in one request (exosite 5); resolves with their results. Rejects if one
 * of them failed; those before it have been done.
 */
export async function callProcedures(
  transport: Transport,
  way: { readonly prefix: string; readonly headers: Readonly<Record<string, string>> },
  authorization: ProcedureAuthorization,
  calls: readonly ProcedureCall[],
  options?: CallOptions,
): Promise<readonly unknown[]> {
  const { cik, clientId } = authorization;
  const auth = { cik, ...(clientId === undefined ? {} : { client_id: clientId }) };
  const body = Buffer.from(JSON.stringify({ auth, calls: calls.map((call, id) => ({ id, ...call })) }));
  const request: DeviceRequest = {
    operation: 'callProcedures',
    source: `rpc:${calls.map(({ procedure }) => procedure).join(',')}`,
    method: 'POST',
    path: `${way.prefix}/onep:v1/rpc/process`,
    headers: way.headers,
    upload: { contentType: 'application/json; charset=utf-8', body, sizeBytes: body.length },
    accepts: [200],
  };
  const answer = await transport.call(request, options);
  const parsed = parseJson(Buffer.from(answer.body).toString('utf8'));
  if (isRecord(parsed)) throw createFailure(isRecord(parsed['error']) ? parsed['error']['code'] : undefined, 'request');
  if (!Array.isArray(parsed)) throw transport.nonsense(request, 'something else than results', answer);
  return calls.map(({ procedure }, id) => {
    const result: unknown = parsed.find((entry: unknown) => isRecord(entry) && entry['id'] === id);
    if (!isRecord(result)) throw transport.nonsense(request, `no result of ${procedure}`, answer);
    if (result['status'] === 'ok') return result['result'];
    throw createFailure(result['status'], procedure);
  });
}

const CODES: ReadonlyMap<unknown, DeviceClientErrorCode> = new Map<unknown, DeviceClientErrorCode>([
  [401, 'DEVICE_CLIENT_UNAUTHORIZED'],
  ['noauth', 'DEVICE_CLIENT_FORBIDDEN'],
  ['restricted', 'DEVICE_CLIENT_FORBIDDEN'],
]);

/** The platform answers 200 and tells the failure in the body. Only short words of it are repeated. */
function createFailure(status: unknown, what: string): DeviceClientError {
  const isWord = typeof status === 'number' || (typeof status === 'string' && /^[\w ]{1,40}$/.test(status));
  const word = isWord ? String(status) : 'an unknown status';
  return new DeviceClientError(
    `callProcedures failed: ${what} was answered with ${word}. Check its arguments and the CIK.`,
    {
      code: CODES.get(status) ?? 'DEVICE_CLIENT_BAD_REQUEST',
      outcome: 'refused',
      status: 200,
    },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
