import type { AnswerHead, CallOptions, DeviceRequest, ManagementOperation, Upload } from '../http/request.ts';
import type { Transport } from '../http/transport.ts';
import { requireHeaderText } from '../requirements.ts';

/**
 * What lets a tool in (exosite 4): the vendor's token or CIK, or on Murano 1 the token of a user together with the
 * product whose tools it uses.
 */
export type ManagementCredential =
  | { readonly vendorToken: string }
  | { readonly vendorCik: string }
  | { readonly muranoToken: string; readonly productId: string };

/** One management request, before it knows the way and the credential. */
interface ManagementRequest {
  readonly operation: ManagementOperation | 'listContent' | 'contentInfo';
  /** What the request is about, for the usage report. */
  readonly about: string;
  readonly method: DeviceRequest['method'];
  /** Path below `/provision/manage/` and query, encoded. */
  readonly path: string;
  readonly form?: string;
  readonly upload?: Upload;
  readonly accepts: readonly number[];
}

/** The way to the management endpoints, with the credential on every request. */
export interface ManagementAccess {
  readonly transport: Transport;
  readonly credential: ManagementCredential;
  /** What stands before `/provision` and `/onep:v1`: Murano 1 reaches both through a proxy. */
  readonly prefix: string;
  /** The request as the transport takes it. */
  format(request: ManagementRequest): DeviceRequest;
  /** The text of an answer that lists something. */
  read(request: ManagementRequest, call?: CallOptions): Promise<string>;
  /** Makes a change; 205 is the platform's word for done. */
  change(
    request: Omit<ManagementRequest, 'accepts'>,
    call?: CallOptions,
  ): Promise<AnswerHead & { readonly text: string }>;
}

/** The statuses of a change that was made. */
const DONE: readonly number[] = [200, 204, 205];

export function createManagementAccess(
  transport: Transport,
  credential: ManagementCredential,
  vendor?: string,
): ManagementAccess {
  const headers = formatAuthorization(credential, vendor);
  const prefix = 'productId' in credential ? `/product/${encodeURIComponent(credential.productId)}/proxy` : '';
  const format = ({ about, path, ...request }: ManagementRequest): DeviceRequest => ({
    ...request,
    source: `${request.operation}:${about}`,
    path: `${prefix}/provision/manage/${path}`,
    headers,
  });
  return {
    transport,
    credential,
    prefix,
    format,
    async read(request, call) {
      const { body } = await transport.call(format(request), call);
      return Buffer.from(body).toString('utf8');
    },
    async change(request, call) {
      const answer = await transport.call(format({ ...request, accepts: DONE }), call);
      return { ...answer, text: Buffer.from(answer.body).toString('utf8') };
    },
  };
}

/** The headers that let a request in. */
export function formatAuthorization(credential: ManagementCredential, vendor?: string): Record<string, string> {
  const [name, value] =
    'vendorToken' in credential
      ? ['X-Exosite-Token', credential.vendorToken]
      : 'vendorCik' in credential
        ? ['X-Exosite-CIK', credential.vendorCik]
        : ['Authorization', `token ${credential.muranoToken}`];
  requireHeaderText('credential', value);
  if (vendor === undefined) return { [name]: value };
  requireHeaderText('vendor', vendor);
  return { [name]: value, 'X-Exosite-Vendor': vendor };
}

/** A model, serial or id as a part of a path. Throws a TypeError if it would make another path. */
export function encodePart(name: string, value: string): string {
  if (value === '' || value === '.' || value === '..')
    throw new TypeError(`${name} must not be ${JSON.stringify(value)}.`);
  return encodeURIComponent(value);
}

/** The lines of a text/csv answer; they end with LF or CR LF (exosite 3.2). */
export function parseLines(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}
