import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { errnoOf, toOtauError } from '../errors.ts';
import { type PackageToVerify } from '../install/contracts.ts';
import { packageNameOf, RESERVED_NAMES } from '../package/name.ts';
import { MANIFEST_SUFFIX, SIGNATURE_SUFFIX } from '../trust/manifest.ts';

/** A package on this disk with the sidecar and the signature beside it, as a `TrustPolicy` wants it. */
export async function readLocalPackage(
  path: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<PackageToVerify> {
  const named = packageNameOf(path, { allowReserved: RESERVED_NAMES });
  try {
    const digest = await digestOf(path, signal);
    const sidecar = await readIfThere(`${path}${MANIFEST_SUFFIX}`);
    const signature = await readIfThere(`${path}${MANIFEST_SUFFIX}${SIGNATURE_SUFFIX}`);
    return {
      ...named,
      path,
      ...digest,
      ...(sidecar === undefined ? {} : { sidecar }),
      ...(signature === undefined ? {} : { signature }),
    };
  } catch (error) {
    throw toOtauError(error, `reading ${path}`, signal);
  }
}

/** SHA-256 and size of a file. */
export async function digestOf(
  path: string,
  signal?: AbortSignal,
): Promise<{ readonly sha256: string; readonly sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of createReadStream(path, signal === undefined ? {} : { signal })) {
    if (!(chunk instanceof Uint8Array)) continue;
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
