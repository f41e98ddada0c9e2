import { type Clock, systemClock } from '../clock.ts';
import { channels, publish } from '../diagnostics.ts';
import { OtauError } from '../errors.ts';
import { type PackageManifest, type PackageToVerify, type TrustPolicy } from '../install/contracts.ts';
import { type KeySet } from './key-set.ts';
import { parseManifest } from './manifest.ts';
import { verifyThreshold } from './threshold.ts';

/** Which packages must be signed (otau 4.2). */
export type SignaturePolicy = 'off' | 'ifPresent' | 'required';

/** Options of {@link createTrust}. */
export interface TrustOptions {
  /**
   * `off`: signatures are not looked at. `ifPresent`: one that is there must be good, and an app that was installed
   * signed must stay signed. `required`: nothing is installed without.
   */
  readonly signatures: SignaturePolicy;
  /** The trusted keys, or where they come from at each verification, so that a rotation takes effect at once. */
  readonly keySet?: KeySet | (() => Promise<KeySet>);
  /** Architecture that manifests must name, if they name one. Default: that of this process. */
  readonly arch?: string;
  /**
   * Whether the time is known. A gateway without a clock of its own starts in 1970: until then expiry only warns
   * (otau 4.3). Default: from 2020 on.
   */
  readonly isTimeTrusted?: () => boolean;
  readonly clock?: Clock;
}

/** Nobody's clock is right that shows a time before this. */
const PLAUSIBLE_MS = Date.UTC(2020, 0);

/** Decides by sidecar and signature whether a package may be installed (otau 4). */
export function createTrust(options: TrustOptions): TrustPolicy {
  const { signatures, keySet, arch = process.arch, clock = systemClock } = options;
  const { isTimeTrusted = () => clock.now() >= PLAUSIBLE_MS } = options;
  if (signatures !== 'off' && keySet === undefined) {
    throw new TypeError(`With signatures "${signatures}" there must be a key set.`);
  }

  function verifyNotExpired({ fileName }: PackageToVerify, { version, expiresAt }: KeySet): void {
    if (expiresAt === undefined) return;
    if (!isTimeTrusted()) {
      const message = 'The time is not known, so it is not known either whether the key set has expired.';
      publish(channels.trustWarned, () => ({ fileName, message }));
    } else if (clock.now() >= expiresAt) {
      const expired = `Key set ${version} has expired on ${new Date(expiresAt).toISOString()}`;
      throw new OtauError('OTAU_KEY_SET_INVALID', `${expired}. Rotate to a new one, then install ${fileName}.`);
    }
  }

  async function signersOf(pkg: PackageToVerify, sidecar: Uint8Array, signature: Uint8Array): Promise<string[]> {
    const trusted = typeof keySet === 'function' ? await keySet() : keySet;
    if (trusted === undefined) return [];
    verifyNotExpired(pkg, trusted);
    return verifyThreshold(sidecar, Buffer.from(signature).toString(), trusted).map(({ id }) => id);
  }

  return {
    async verify(pkg, { signal }) {
      signal?.throwIfAborted();
      const { sidecar, signature } = pkg;
      const isSigned = signature !== undefined && sidecar !== undefined && signatures !== 'off';
      const signedBy = isSigned ? await signersOf(pkg, sidecar, signature) : [];
      if (signedBy.length === 0) verifyMayBeUnsigned(pkg, signatures);
      if (sidecar === undefined) return { signedBy };
      const manifest = parseManifest(sidecar); // only now: nothing is read before the signature was
      verifyMatch(manifest, pkg, arch);
      verifySequence(manifest, pkg);
      return { signedBy, manifest };
    },
  };
}

function verifyMayBeUnsigned({ fileName, installed }: PackageToVerify, signatures: SignaturePolicy): void {
  if (signatures === 'off') return;
  const wasSigned = (installed?.signedBy ?? []).length > 0;
  if (signatures === 'ifPresent' && !wasSigned) return;
  const why = signatures === 'required' ? 'this gateway takes signed packages only' : 'the installed version is signed';
  throw new OtauError(
    'OTAU_SIGNATURE_MISSING',
    `${fileName} is not signed, and ${why}. Put its .otau.json and .otau.json.minisig beside it (\`otau sign\`).`,
  );
}

function verifyMatch(manifest: PackageManifest, pkg: PackageToVerify, arch: string): void {
  const differences = [
    describeDifference('name', manifest.name, pkg.name),
    describeDifference('version', manifest.version, pkg.version),
    describeDifference('size', manifest.sizeBytes, pkg.sizeBytes),
    describeDifference('sha256', manifest.sha256, pkg.sha256),
    manifest.arch === undefined ? undefined : describeDifference('arch', manifest.arch, arch),
  ].filter((difference) => difference !== undefined);
  if (differences.length === 0) return;
  const message = `The manifest is not about ${pkg.fileName} on this machine: ${differences.join('; ')}.`;
  throw new OtauError('OTAU_MANIFEST_INVALID', message, {
    findings: differences.map((difference) => ({
      severity: 'error',
      code: 'OTAU_MANIFEST_INVALID',
      entry: difference.split(' ', 1)[0] ?? '',
      message: difference,
    })),
  });
}

function describeDifference(what: string, said: string | number, found: string | number): string | undefined {
  return said === found ? undefined : `${what} is ${found}, the manifest says ${said}`;
}

/** A manifest without a sequence is older than any with one (otau 4.2). */
function verifySequence({ sequence }: PackageManifest, { fileName, installed, force }: PackageToVerify): void {
  if (installed?.sequence === undefined || force === true) return;
  if (sequence !== undefined && sequence >= installed.sequence) return;
  throw new OtauError(
    'OTAU_DOWNGRADE',
    `${fileName} has sequence ${sequence ?? 'none'}, and ${installed.sequence} is installed (${installed.version}): ` +
      'it is older. Force it to go back all the same.',
  );
}
