import { basename } from 'node:path';
import { printable } from '../archive/rules.ts';
import { OtauError } from '../errors.ts';

/** What a package's file name says (otau 1.1). */
export interface PackageName {
  /** Becomes the supervisord program, the log file and the inventory key. */
  readonly name: string;
  /** Opaque: equal to another version or not, never older or newer. */
  readonly version: string;
  /** `NAME.vVERSION.tar.gz` */
  readonly fileName: string;
}

/** Options of {@link parsePackageName}. */
export interface PackageNameOptions {
  /** Reserved names to let through: for the engine's own packages. Default: none. */
  readonly allowReserved?: readonly string[];
}

/** Names that would take the place of the engine or of supervisorctl's own word (otau 1.1); compared without case. */
export const RESERVED_NAMES: readonly string[] = Object.freeze(['all', 'gwe', 'gmq']);

const EXTENSION = '.tar.gz';
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const VERSION = /^[A-Za-z0-9._+~-]{1,128}$/;

/** Splits `NAME.vVERSION.tar.gz` at the first `.v`. Rejects anything else with `OTAU_NAME_INVALID`. */
export function parsePackageName(fileName: string, options: PackageNameOptions = {}): PackageName {
  const split = fileName.indexOf('.v');
  if (!fileName.endsWith(EXTENSION) || split === -1) throw invalid(fileName, 'it is not NAME.vVERSION.tar.gz');
  const name = fileName.slice(0, split);
  const version = fileName.slice(split + 2, -EXTENSION.length);
  verifyAppName(name, fileName, options);
  if (!VERSION.test(version)) {
    throw invalid(fileName, 'its version must be 1 to 128 letters, digits or . _ + ~ -');
  }
  return { name, version, fileName };
}

/** The file name of a package; rejects with `OTAU_NAME_INVALID` what {@link parsePackageName} would not give back. */
export function formatPackageName(name: string, version: string, options: PackageNameOptions = {}): PackageName {
  const fileName = `${name}.v${version}${EXTENSION}`;
  const parsed = parsePackageName(fileName, options);
  if (parsed.name !== name) throw invalid(fileName, 'its name must not contain ".v"');
  return parsed;
}

/** The package name of a path. */
export function packageNameOf(path: string, options: PackageNameOptions = {}): PackageName {
  return parsePackageName(basename(path), options);
}

function verifyAppName(name: string, fileName: string, { allowReserved = [] }: PackageNameOptions): void {
  if (!NAME.test(name)) {
    throw invalid(fileName, 'its name must be 1 to 64 letters, digits, _ or -, and start with a letter or digit');
  }
  if (RESERVED_NAMES.includes(name.toLowerCase()) && !allowReserved.includes(name)) {
    throw invalid(fileName, `the name "${name}" is reserved; choose another`);
  }
}

function invalid(fileName: string, reason: string): OtauError {
  return new OtauError('OTAU_NAME_INVALID', `Package "${printable(fileName)}" cannot be used: ${reason}.`);
}
