import { OtauError } from '../errors.ts';
import { type Content, type ContentSource } from '../install/contracts.ts';
import { downloadError, isNotFound, received } from './failure.ts';
import { type RetryPolicy, withRetries } from './retry.ts';

/** The files that come with a package (otau 4.1). */
export interface Sidecar {
  readonly sidecar?: Uint8Array;
  readonly signature?: Uint8Array;
}

/** Bytes that a manifest or a signature may have. */
const MAX_SIDECAR_BYTES = 64 * 1024;

/** Fetches the sidecar of a package and its signature, as far as there are any. */
export async function fetchSidecar(
  source: ContentSource,
  fileName: string,
  retry: RetryPolicy,
  signal: AbortSignal,
): Promise<Sidecar> {
  const fetchIfThere = (name: string) =>
    withRetries(retry, { fileName: name, signal }, () => fetchSmall(source, name, signal));
  const sidecar = await fetchIfThere(`${fileName}.otau.json`);
  if (sidecar === undefined) return {};
  const signature = await fetchIfThere(`${fileName}.otau.json.minisig`);
  return signature === undefined ? { sidecar } : { sidecar, signature };
}

async function fetchSmall(source: ContentSource, name: string, signal: AbortSignal): Promise<Uint8Array | undefined> {
  let content: Content;
  try {
    content = await source.open(name, { signal });
  } catch (error) {
    signal.throwIfAborted();
    if (isNotFound(error)) return undefined;
    throw downloadError(error, name, signal);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of received(content.body, name)) {
    bytes += chunk.length;
    if (bytes > MAX_SIDECAR_BYTES) {
      throw new OtauError(
        'OTAU_MANIFEST_INVALID',
        `${name} is larger than ${MAX_SIDECAR_BYTES} bytes: it is no sidecar.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
