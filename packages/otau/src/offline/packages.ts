import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isOtauError, OtauError, toOtauError } from '../errors.ts';
import { type PackageManifest } from '../install/contracts.ts';
import { type PackageName, parsePackageName } from '../package/name.ts';
import { MANIFEST_SUFFIX, parseManifest, SIGNATURE_SUFFIX } from '../trust/manifest.ts';

/** A package in a folder. */
export interface OfflinePackage extends PackageName {
  /** What its sidecar says, if it has one: not verified. */
  readonly manifest?: PackageManifest;
  /** Whether there is a signature: not verified either. */
  readonly signed: boolean;
}

/** Packages in a folder, sorted by name; files that are no packages are passed over. */
export async function findPackages(folder: string): Promise<readonly OfflinePackage[]> {
  try {
    const files = new Set(await readdir(folder));
    const named = [...files].sort().flatMap((file) => nameOrNothing(file));
    return await Promise.all(
      named.map(async (name) => ({
        ...name,
        signed: files.has(`${name.fileName}${MANIFEST_SUFFIX}${SIGNATURE_SUFFIX}`),
        ...(files.has(`${name.fileName}${MANIFEST_SUFFIX}`)
          ? { manifest: parseManifest(await readFile(join(folder, `${name.fileName}${MANIFEST_SUFFIX}`))) }
          : {}),
      })),
    );
  } catch (error) {
    throw toOtauError(error, `looking for packages in ${folder}`);
  }
}

/**
 * One package for each app: of several the one with the highest `sequence`. Versions have no order (otau 1.1), so
 * without sequences it cannot be decided, and that is `OTAU_NAME_INVALID`.
 */
export function selectNewest(packages: readonly OfflinePackage[]): readonly OfflinePackage[] {
  const apps = Map.groupBy(packages, ({ name }) => name);
  return [...apps.values()].map((versions) => {
    const [newest, second] = versions.toSorted((a, b) => sequenceOf(b) - sequenceOf(a));
    if (newest === undefined || (second !== undefined && sequenceOf(newest) === sequenceOf(second))) {
      const found = versions.map(({ fileName }) => fileName).join(', ');
      throw new OtauError(
        'OTAU_NAME_INVALID',
        `Which of ${found} is newer cannot be told from their names. Name one, or give them sequences (\`otau sign\`).`,
      );
    }
    return newest;
  });
}

function sequenceOf({ manifest }: OfflinePackage): number {
  return manifest?.sequence ?? -1;
}

function nameOrNothing(fileName: string): readonly PackageName[] {
  try {
    return [parsePackageName(fileName, { allowReserved: ['gwe', 'gmq'] })]; // whether it may be one, the installer decides
  } catch (error) {
    if (isOtauError(error)) return [];
    throw error;
  }
}
