import { encodeForm } from '../form.ts';
import type { CallOptions, DeviceRequest, Operation } from '../http/request.ts';
import type { Transport } from '../http/transport.ts';
import { formatCredential, type Credential, type Product } from '../identity.ts';
import { requireTextBody } from './answer-body.ts';

/** What the platform says about one piece of content. */
export interface ContentInfo {
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Seconds since the epoch. */
  readonly updatedAt: number;
  /** Free text given at upload. */
  readonly meta: string;
}

/** The ids of all content of a product (exosite 3.2). Murano 2 needs no product. */
export async function listContent(
  transport: Transport,
  cik: Credential,
  product?: Product,
  call?: CallOptions,
): Promise<readonly string[]> {
  const request = formatContentRequest('listContent', cik, [], product);
  const answer = await transport.call(request, call);
  const text = requireTextBody(transport, request, answer);
  return text.split(/\r?\n/).filter((line) => line !== '');
}

/** Type, size, time and meta of one piece of content (exosite 3.3). */
export async function contentInfo(
  transport: Transport,
  cik: Credential,
  id: string,
  product?: Product,
  call?: CallOptions,
): Promise<ContentInfo> {
  const request = formatContentRequest(
    'contentInfo',
    cik,
    [
      ['id', id],
      ['info', 'true'],
    ],
    product,
  );
  const answer = await transport.call(request, call);
  const info = parseContentInfo(requireTextBody(transport, request, answer));
  if (info !== undefined) return info;
  throw transport.nonsense(request, 'something else than content information', answer);
}

/** `type,size,updated,meta`, one line; only meta may contain commas. Undefined if it is not that. */
export function parseContentInfo(line: string): ContentInfo | undefined {
  const match = /^([^,\r\n]*),(\d{1,15}),(\d{1,15})(?:,([^\r\n]*))?(?:\r?\n)?$/.exec(line);
  if (match === null) return undefined;
  const [, contentType = '', sizeBytes, updatedAt, meta = ''] = match;
  return { contentType, sizeBytes: Number(sizeBytes), updatedAt: Number(updatedAt), meta };
}

const SOURCES: Readonly<Partial<Record<Operation, string>>> = {
  listContent: 'list_content',
  contentInfo: 'content_info',
  downloadContent: 'get_content',
};

/** A request to the content area. Labels as in the original's traffic log (gwe D63). */
export function formatContentRequest(
  operation: Operation,
  cik: Credential,
  pairs: readonly (readonly [string, string])[],
  product?: Product,
): DeviceRequest {
  const credential = formatCredential(cik);
  const id = pairs.find(([name]) => name === 'id')?.[1];
  if (id === '') throw new TypeError('The id of a piece of content must not be empty.');
  const productPairs: readonly (readonly [string, string])[] =
    product === undefined
      ? []
      : [
          ['vendor', product.vendor],
          ['model', product.model],
        ];
  const query = encodeForm([...productPairs, ...pairs]);
  return {
    operation,
    source: `${SOURCES[operation] ?? operation}:${id ?? product?.model ?? ''}`,
    method: 'GET',
    path: `/provision/download${query === '' ? '' : `?${query}`}`,
    ...credential,
    accepts: operation === 'listContent' ? [200, 204] : [200],
  };
}
