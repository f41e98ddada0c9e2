import { GatewayEngineError } from '../errors.ts';

/** One tarball of the content area. */
export interface PackageToInstall {
  readonly name: string;
  /** Digest that it must have (otau 4.4): 64 hexadecimal digits. */
  readonly sha256?: string;
}

/** What `engine_fetch` asks for (gwe 71): tarballs to be installed in this order, after these apps were removed. */
export interface EngineCommand {
  readonly install: readonly PackageToInstall[];
  /** Names of apps (otau 4.4). */
  readonly remove: readonly string[];
}

/** More entries than any deployment has; a longer list is a mistake or an attack. */
export const MAX_ENTRIES = 64;

/**
 * Reads the value of `engine_fetch`: undefined when it is empty, the command when it is one.
 * Unknown keys are left alone: later versions add some (otau 4.4).
 *
 * @throws GatewayEngineError `GATEWAY_COMMAND_INVALID` saying what was found and what is expected (gwe 72)
 */
export function parseEngineFetch(text: string): EngineCommand | undefined {
  if (text.trim() === '') return undefined;
  const value = parseJson(text);
  if (!isObject(value) || !('install' in value || 'remove' in value)) throw invalid('it has no list "install"', text);
  const install = readList(value, 'install', text).map((entry, index) => readPackage(entry, index, text));
  const remove = readList(value, 'remove', text).map((entry, index) => readName(entry, 'remove', index, text));
  const count = install.length + remove.length;
  if (count === 0) throw invalid('it names nothing', text);
  if (count > MAX_ENTRIES) throw invalid(`it names ${count} packages, at most ${MAX_ENTRIES} go`, text);
  return { install, remove };
}

function readList(value: Readonly<Record<string, unknown>>, key: string, text: string): readonly unknown[] {
  const list = value[key] ?? [];
  if (!Array.isArray(list)) throw invalid(`"${key}" is no list`, text);
  return list;
}

function readPackage(entry: unknown, index: number, text: string): PackageToInstall {
  const name = readName(entry, 'install', index, text);
  const sha256 = isObject(entry) ? entry['sha256'] : undefined;
  if (sha256 === undefined) return { name };
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/i.test(sha256)) {
    throw invalid(`"sha256" of ${name} is no digest of 64 hexadecimal digits`, text);
  }
  return { name, sha256: sha256.toLowerCase() };
}

function readName(entry: unknown, list: string, index: number, text: string): string {
  const name = isObject(entry) ? entry['name'] : undefined;
  if (typeof name !== 'string' || name.trim() === '')
    throw invalid(`entry ${index + 1} of "${list}" has no "name"`, text);
  return name.trim();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid('it is not JSON', text, error);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(found: string, text: string, cause?: unknown): GatewayEngineError {
  const excerpt = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
  return new GatewayEngineError(
    'GATEWAY_COMMAND_INVALID',
    `engine_fetch cannot be used, ${found}: ${excerpt}. Write {"install":[{"name":"APP.vVERSION.tar.gz"}]}.`,
    { cause },
  );
}
