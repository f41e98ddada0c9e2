import { isDeviceClientError } from '../errors.ts';
import type { CallOptions } from '../http/request.ts';
import { requireTextBody } from '../calls/answer-body.ts';
import { encodePart, formatAuthorization, type ManagementAccess } from './access.ts';
import { callProcedures, type ProcedureAuthorization, type ProcedureCall } from './procedures.ts';
import type { Serials } from './serials.ts';

/**
 * A device whose resources are to be read and written from the cloud's side: by its own CIK, or by model and serial
 * number through the CIK of the client that owns it. On Murano 1 the owner's CIK is not needed for writing.
 */
export type ResourceTarget =
  { readonly cik: string } | { readonly model: string; readonly serial: string; readonly ownerCik?: string };

/** Resources (aliases) of devices, as an operator sets and reads them: `engine_fetch`, `fetch_status` (gwe 50, 154). */
export interface Resources {
  /** Sets one alias. */
  write(target: ResourceTarget, alias: string, value: string, call?: CallOptions): Promise<void>;
  /** The latest value of one alias; undefined if it has none. */
  read(target: ResourceTarget, alias: string, call?: CallOptions): Promise<string | undefined>;
}

export function createResources(access: ManagementAccess, serials: Serials): Resources {
  async function authorize(target: ResourceTarget, call?: CallOptions): Promise<ProcedureAuthorization> {
    if ('cik' in target) return { cik: target.cik };
    const ownerCik = target.ownerCik ?? ('vendorCik' in access.credential ? access.credential.vendorCik : undefined);
    if (ownerCik === undefined) throw new TypeError('A device by model and serial needs the ownerCik, or its own cik.');
    const { rid } = await serials.status(target.model, target.serial, call);
    return { cik: ownerCik, clientId: rid };
  }

  async function run(target: ResourceTarget, procedure: ProcedureCall, call?: CallOptions): Promise<unknown> {
    // The CIK in the body lets the call in; the Murano 1 proxy wants its own token as well.
    const headers = access.prefix === '' ? {} : formatAuthorization(access.credential);
    const way = { prefix: access.prefix, headers };
    const [result] = await callProcedures(access.transport, way, await authorize(target, call), [procedure], call);
    return result;
  }

  return {
    async write(target, alias, value, call) {
      if (alias === '') throw new TypeError('An alias must not be empty.');
      if ('productId' in access.credential && !('cik' in target)) {
        await writeWithTools(access, target.serial, alias, value, call);
        return;
      }
      await run(target, { procedure: 'write', arguments: [{ alias }, value] }, call);
    },
    async read(target, alias, call) {
      if (alias === '') throw new TypeError('An alias must not be empty.');
      const read = { procedure: 'read', arguments: [{ alias }, { limit: 1, sort: 'desc' }] };
      try {
        return parseLatest(await run(target, read, call));
      } catch (error) {
        // An alias that does not exist has no value; the platform calls it invalid.
        if (isDeviceClientError(error, 'DEVICE_CLIENT_BAD_REQUEST') && error.status === 200) return undefined;
        throw error;
      }
    },
  };
}

/** Murano 1: `POST product/<pid>/write/<sn>` with a JSON object (exosite 4). */
async function writeWithTools(
  access: ManagementAccess,
  serial: string,
  alias: string,
  value: string,
  call?: CallOptions,
): Promise<void> {
  const body = Buffer.from(JSON.stringify({ [alias]: value }));
  const request = {
    operation: 'writeResource',
    source: `writeResource:${alias}`,
    method: 'POST',
    path: `${access.prefix.replace(/\/proxy$/, '')}/write/${encodePart('serial', serial)}`,
    headers: formatAuthorization(access.credential),
    upload: { contentType: 'application/json; charset=utf-8', body, sizeBytes: body.length },
    accepts: [200, 204, 205],
  } as const;
  requireTextBody(access.transport, request, await access.transport.call(request, call));
}

/** `[[timestamp, value]]`, the latest first; `[]` if there is none (exosite 5). */
function parseLatest(result: unknown): string | undefined {
  const latest: unknown = Array.isArray(result) ? result[0] : undefined;
  const value: unknown = Array.isArray(latest) ? latest[1] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
