import { normaliseName } from '../archive/entry-name.ts';
import { ARCHIVE_LIMIT_DEFAULTS } from '../archive/limits.ts';
import { isOtauError } from '../errors.ts';
import { type HealthCheck, type PackageManifest } from '../install/contracts.ts';
import { formatPackageName } from '../package/name.ts';
import { isObject, readJsonFields, text, wholeNumber } from './json-fields.ts';

/** What the sidecar of a package is called, behind the package's own name (otau 4.1). */
export const MANIFEST_SUFFIX = '.otau.json';
/** What the signatures of a file are called, behind the file's own name. */
export const SIGNATURE_SUFFIX = '.minisig';
/** Bytes of the largest sidecar. */
const MAX_MANIFEST_BYTES = 64 * 1024;

const KEYS = [
  ...['name', 'version', 'sequence', 'sha256', 'size', 'unpackedSize', 'arch', 'requires', 'hooks', 'health'],
  ...['kind', 'managed'],
];
const SHOWN = { what: 'The manifest', code: 'OTAU_MANIFEST_INVALID', maxBytes: MAX_MANIFEST_BYTES } as const;
const MAX_SECONDS = 86_400;

/**
 * Reads a sidecar (otau 4.1). Throws `OTAU_MANIFEST_INVALID`, whose `findings` are all that is wrong with it. A key that
 * is not known is an error: it may ask for something that this version would not do.
 */
export function parseManifest(bytes: Uint8Array): PackageManifest {
  const fields = readJsonFields(bytes, SHOWN);
  const { required, optional } = fields;
  fields.allow(KEYS);
  const name = required('name', 'text', text(/./));
  const version = required('version', 'text', text(/./));
  const sha256 = required('sha256', '64 hexadecimal digits', text(/^[0-9a-f]{64}$/));
  const sizeBytes = required('size', 'the size of the package in bytes', wholeNumber(1));
  const kind = required('kind', '"program" or "script"', acceptKind);
  const sequence = optional('sequence', 'a whole number', wholeNumber(0));
  const unpackedBytes = optional('unpackedSize', 'a number of bytes', wholeNumber(0));
  const arch = optional('arch', 'an architecture such as "arm64"', text(/^[a-z0-9_]{1,32}$/));
  const requires = optional('requires', 'an object of names with versions', acceptRequires);
  const hooks = optional('hooks', '{"install","uninstall"} with paths inside of the package', acceptHooks);
  const health = optional('health', '{"command","healthySeconds","timeoutMs"}', acceptHealth);
  const managed = optional('managed', 'true or false', acceptBoolean);
  const problem = name === undefined || version === undefined ? undefined : nameProblem(name, version);
  if (problem !== undefined) fields.report('name', problem);
  const isComplete = name !== undefined && version !== undefined && sha256 !== undefined && sizeBytes !== undefined;
  if (fields.failed() || !isComplete || kind === undefined) return fields.fail();
  return {
    ...{ name, version, sha256, sizeBytes, kind },
    ...(sequence === undefined ? {} : { sequence }),
    ...(unpackedBytes === undefined ? {} : { unpackedBytes }),
    ...(arch === undefined ? {} : { arch }),
    ...(requires === undefined ? {} : { requires }),
    ...(hooks === undefined ? {} : { hooks }),
    ...(health === undefined ? {} : { health }),
    ...(managed === undefined ? {} : { managed }),
  };
}

/** A sidecar as text: the same manifest, the same bytes. */
export function formatManifest(manifest: PackageManifest): string {
  const { name, version, sequence, sha256, sizeBytes: size, unpackedBytes: unpackedSize, kind, managed } = manifest;
  const { arch, requires, hooks, health } = manifest;
  const known = { name, version, sequence, sha256, size, unpackedSize, arch, requires, hooks, health, kind, managed };
  return `${JSON.stringify(known, undefined, 2)}\n`;
}

function nameProblem(name: string, version: string): string | undefined {
  try {
    formatPackageName(name, version, { allowReserved: [name] }); // whose name it may be, the installer decides
    return undefined;
  } catch (error) {
    if (!isOtauError(error)) throw error;
    return error.message;
  }
}

function acceptKind(value: unknown): PackageManifest['kind'] | undefined {
  return value === 'program' || value === 'script' ? value : undefined;
}

function acceptBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function acceptRequires(value: unknown): Readonly<Record<string, string>> | undefined {
  if (!isObject(value)) return undefined;
  const versions: Record<string, string> = {};
  for (const [name, version] of Object.entries(value)) {
    if (typeof version !== 'string') return undefined;
    versions[name] = version;
  }
  return versions;
}

function acceptHooks(value: unknown): NonNullable<PackageManifest['hooks']> | undefined {
  if (!isObject(value)) return undefined;
  const { install, uninstall, ...others } = value;
  if (Object.keys(others).length > 0) return undefined;
  if ((install !== undefined && !isInnerPath(install)) || (uninstall !== undefined && !isInnerPath(uninstall))) {
    return undefined;
  }
  return { ...(install === undefined ? {} : { install }), ...(uninstall === undefined ? {} : { uninstall }) };
}

function isInnerPath(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  try {
    return normaliseName(value, false, ARCHIVE_LIMIT_DEFAULTS) !== '';
  } catch (error) {
    if (isOtauError(error)) return false;
    throw error;
  }
}

function acceptHealth(value: unknown): HealthCheck | undefined {
  if (!isObject(value)) return undefined;
  const { command, healthySeconds, timeoutMs, ...others } = value;
  if (Object.keys(others).length > 0) return undefined;
  if (command !== undefined && !isCommand(command)) return undefined;
  if (healthySeconds !== undefined && !isWithin(healthySeconds, MAX_SECONDS)) return undefined;
  if (timeoutMs !== undefined && !isWithin(timeoutMs, MAX_SECONDS * 1000)) return undefined;
  return {
    ...(command === undefined ? {} : { command }),
    ...(healthySeconds === undefined ? {} : { healthySeconds }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}

function isCommand(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length >= 1 &&
    value.length <= 64 &&
    value.every((part) => typeof part === 'string' && !part.includes('\0')) &&
    value[0] !== ''
  );
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}
