import { readFile } from 'node:fs/promises';
import { replaceFile } from '../durable.ts';
import { errnoOf, OtauError, toOtauError } from '../errors.ts';
import { type PackageManifest } from '../install/contracts.ts';
import { digestOf } from '../offline/local-package.ts';
import { checkPackage } from '../package/check.ts';
import { packageNameOf, RESERVED_NAMES } from '../package/name.ts';
import { formatManifest, MANIFEST_SUFFIX, SIGNATURE_SUFFIX } from './manifest.ts';
import { type SecretKey } from './secret-key.ts';
import { signMessage } from './signature.ts';

/** What a manifest says besides what the package itself shows. */
export type ManifestTraits = Pick<PackageManifest, 'sequence' | 'arch' | 'requires' | 'hooks' | 'health' | 'managed'>;

/** Makes the manifest of a package (otau 4.1). A package that a device would refuse has none. */
export async function describePackage(
  path: string,
  traits: ManifestTraits = {},
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<PackageManifest> {
  const { name, version } = packageNameOf(path, { allowReserved: RESERVED_NAMES });
  const { ok, findings, kind, unpackedBytes } = await checkPackage(path, {
    allowReserved: RESERVED_NAMES,
    ...(signal === undefined ? {} : { signal }),
  });
  if (!ok) {
    const messages = findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    throw new OtauError(
      'OTAU_PACKAGE_INVALID',
      `It is not signed, because it would be refused: ${messages.join(' ')}`,
      {
        findings,
      },
    );
  }
  const { sha256, sizeBytes } = await digestOf(path, signal);
  return { name, version, ...traits, sha256, sizeBytes, unpackedBytes, kind };
}

/** Writes the sidecar of a package and its signatures, replacing what was there. Returns the paths of both. */
export async function signPackage(
  path: string,
  keys: readonly SecretKey[],
  traits: ManifestTraits = {},
): Promise<{ readonly manifestPath: string; readonly signaturePath: string; readonly manifest: PackageManifest }> {
  if (keys.length === 0) throw new TypeError('Signing takes at least one key.');
  try {
    const manifest = await describePackage(path, traits);
    const text = formatManifest(manifest);
    const manifestPath = `${path}${MANIFEST_SUFFIX}`;
    await replaceFile(manifestPath, text);
    const signaturePath = `${manifestPath}${SIGNATURE_SUFFIX}`;
    await replaceFile(signaturePath, keys.map((key) => sign(text, key, manifest)).join(''));
    return { manifestPath, signaturePath, manifest };
  } catch (error) {
    throw toOtauError(error, `signing ${path}`);
  }
}

/**
 * Adds a signature to any file, such as a key set or a manifest that another person has signed: behind those that its
 * `.minisig` has already. Returns the path of that.
 */
export async function addSignature(path: string, key: SecretKey, trustedComment: string): Promise<string> {
  const signaturePath = `${path}${SIGNATURE_SUFFIX}`;
  try {
    const signature = signMessage(await readFile(path), key, { trustedComment });
    await replaceFile(signaturePath, `${await readIfThere(signaturePath)}${signature}`);
    return signaturePath;
  } catch (error) {
    throw toOtauError(error, `signing ${path}`);
  }
}

function sign(text: string, key: SecretKey, { name, version, sequence }: PackageManifest): string {
  const trustedComment = `${name} ${version}${sequence === undefined ? '' : `, sequence ${sequence}`}`;
  return signMessage(Buffer.from(text), key, { trustedComment });
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return '';
    throw error;
  }
}
